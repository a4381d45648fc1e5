namespace CompliantVoiceProxy.Rtp;

/// <summary>Where a sequence number stands to those before it.</summary>
public enum SequenceStep
{
    /// <summary>Ahead of all before, perhaps over a gap.</summary>
    Advanced,

    /// <summary>Repeated or out of order.</summary>
    Behind,

    /// <summary>The first of a new count.</summary>
    Restarted,

    /// <summary>Far from the others; not to be used unless the next follows it.</summary>
    Stray,
}
