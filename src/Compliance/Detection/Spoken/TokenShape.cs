namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

internal enum TokenShape
{
    /// <summary>Letters in lower case.</summary>
    Word,

    /// <summary>Letters, the first in upper case.</summary>
    Capitalised,

    /// <summary>Two or more letters, all in upper case.</summary>
    Capitals,

    /// <summary>Decimal figures.</summary>
    Figures,

    /// <summary>Letters and figures.</summary>
    Mixed,
}
