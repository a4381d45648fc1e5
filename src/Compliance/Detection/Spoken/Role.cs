namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>What a token does for a run of figures and letters.</summary>
internal enum Role : byte
{
    /// <summary>Ends a run.</summary>
    Break,

    /// <summary>Ends a run and makes it a quantity.</summary>
    Unit,

    /// <summary>Says figures or letters.</summary>
    Strong,

    /// <summary>Belongs to a run and says nothing: "as in Boy" after a letter.</summary>
    Silent,

    /// <summary>A homophone: belongs to a run between strong tokens, and at its edge where an identifier is expected.</summary>
    Weak,

    /// <summary>A word that nobody lists: a run goes over it only where an identifier is expected.</summary>
    Unlisted,

    /// <summary>Says nothing: a run goes over it.</summary>
    Filler,
}
