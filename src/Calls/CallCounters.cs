using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Calls;

/// <summary>How calls went: numbers and reasons alone. Any thread may read.</summary>
public sealed class CallCounters
{
    private readonly long[] _ended = new long[Enum.GetValues<CallEndReason>().Length];
    private readonly long[] _refused = new long[Enum.GetValues<CallRefusalReason>().Length];
    private readonly long[,] _transfers = new long[Enum.GetValues<TransferWay>().Length, Enum.GetValues<TransferOutcome>().Length];
    private long _answered;
    private long _unrecorded;
    private long _faults;

    /// <summary>Calls that got a 200.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Audit events, other than a call's beginning, that could not be made durable.</summary>
    public long Unrecorded => Interlocked.Read(ref _unrecorded);

    /// <summary>Exceptions caught by the loop; each ended its call.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    public long this[CallEndReason reason] => Interlocked.Read(ref _ended[(int)reason]);

    public long this[CallRefusalReason reason] => Interlocked.Read(ref _refused[(int)reason]);

    /// <summary>Of a transfer each way that was tried counts.</summary>
    public long this[TransferWay way, TransferOutcome outcome] => Interlocked.Read(ref _transfers[(int)way, (int)outcome]);

    internal void CountAnswer(int status)
    {
        if (status == 200)
        {
            Interlocked.Increment(ref _answered);
        }
    }

    internal void CountUnrecorded() => Interlocked.Increment(ref _unrecorded);

    internal void CountFault() => Interlocked.Increment(ref _faults);

    internal void Count(TransferWay way, TransferOutcome outcome) => Interlocked.Increment(ref _transfers[(int)way, (int)outcome]);

    internal void Count(CallEndReason reason) => Interlocked.Increment(ref _ended[(int)reason]);

    internal void Count(CallRefusalReason reason) => Interlocked.Increment(ref _refused[(int)reason]);
}
