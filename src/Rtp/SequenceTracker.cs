namespace CompliantVoiceProxy.Rtp;

/// <summary>Extends a source's 16-bit sequence numbers and tells a restart from a stray packet (RFC 3550, appendix A.1, without its probation at the start).</summary>
public sealed class SequenceTracker
{
    private const int MaxDropout = 3_000;
    private const int MaxMisorder = 100;

    private int? _expectedAfterJump;
    private bool _isStarted;

    /// <summary>The first sequence number since the start or the last restart, extended.</summary>
    public long First { get; private set; }

    /// <summary>The highest sequence number so far, extended by how often the count has wrapped.</summary>
    public long Highest { get; private set; }

    public SequenceStep Advance(ushort sequenceNumber)
    {
        if (!_isStarted)
        {
            Restart(sequenceNumber);
            return SequenceStep.Restarted;
        }

        var step = (ushort)(sequenceNumber - (ushort)Highest);
        if (step is > 0 and < MaxDropout)
        {
            Highest += step;
            _expectedAfterJump = null;
            return SequenceStep.Advanced;
        }

        if (step == 0 || step > 65_536 - MaxMisorder)
        {
            return SequenceStep.Behind;
        }

        if (_expectedAfterJump == sequenceNumber)
        {
            Restart(sequenceNumber); // two in sequence: the sender has started anew
            return SequenceStep.Restarted;
        }

        _expectedAfterJump = (ushort)(sequenceNumber + 1);
        return SequenceStep.Stray;
    }

    private void Restart(ushort sequenceNumber)
    {
        (First, Highest) = (sequenceNumber, sequenceNumber);
        (_isStarted, _expectedAfterJump) = (true, null);
    }
}
