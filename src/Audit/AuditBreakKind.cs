namespace CompliantVoiceProxy.Audit;

/// <summary>How a chain was broken.</summary>
public enum AuditBreakKind
{
    /// <summary>A record's bytes, or what is kept for looking it up, are not what was written.</summary>
    Edited,

    /// <summary>Records are missing before this one.</summary>
    Removed,

    /// <summary>An intact record stands at another one's place.</summary>
    Reordered,

    /// <summary>This record does not follow the one before it: that one was rewritten with its hash, or this one put in.</summary>
    Unchained,

    /// <summary>The anchor knows records that are not there any more.</summary>
    CutShort,

    /// <summary>The chain is whole, but not the one that the anchor knows: it was written anew.</summary>
    Rewritten,
}
