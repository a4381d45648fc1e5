namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>What the figures of a declared identifier end in. It raises the confidence and never clears.</summary>
public enum CustomChecksum
{
    None,

    /// <summary>ISO/IEC 7812-1 annex B.</summary>
    Luhn,
}
