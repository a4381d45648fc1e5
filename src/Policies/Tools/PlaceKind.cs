namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>What goes into a place of a request.</summary>
internal enum PlaceKind
{
    /// <summary>A string, number or boolean.</summary>
    Scalar,

    /// <summary>An object or an array.</summary>
    Structure,

    /// <summary>What a token stands for.</summary>
    Withheld,
}
