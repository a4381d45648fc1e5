namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What becomes of a part of the caller's audio.</summary>
public enum ReleaseAction
{
    /// <summary>Nothing was said: silence is made new, never forwarded.</summary>
    MadeSilent,

    /// <summary>The original is replaced by the policy's mask of the same length.</summary>
    Masked,

    /// <summary>The original leaves.</summary>
    Cleared,
}
