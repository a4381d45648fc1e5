namespace CompliantVoiceProxy.Media.Turns;

/// <summary>Whether what a caller has said sounds like all that they want to say.</summary>
internal enum Completeness
{
    /// <summary>It cannot be told: the voice alone decides.</summary>
    Unknown,

    /// <summary>More must come: "my number is", a number with too few figures, "and".</summary>
    Unfinished,

    /// <summary>A sentence or a number that is whole.</summary>
    Complete,
}
