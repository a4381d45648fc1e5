using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip;

/// <summary>Everything that an operator learns of this endpoint's traffic: numbers and reasons, never a message's content. Any thread may read.</summary>
public sealed class SipCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<SipCounter>().Length];
    private readonly long[] _malformed = new long[Enum.GetValues<SipParseReason>().Length];

    public long this[SipCounter counter] => Interlocked.Read(ref _counts[(int)counter]);

    /// <summary>Messages that were not read, by reason.</summary>
    public long this[SipParseReason reason] => Interlocked.Read(ref _malformed[(int)reason]);

    internal void Count(SipCounter counter) => Interlocked.Increment(ref _counts[(int)counter]);

    internal void Count(SipParseReason reason) => Interlocked.Increment(ref _malformed[(int)reason]);
}
