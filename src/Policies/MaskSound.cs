namespace CompliantVoiceProxy.Policies;

public enum MaskSound
{
    /// <summary><c>silence</c>: digital zero.</summary>
    Silence,

    /// <summary><c>tone</c></summary>
    Tone,

    /// <summary><c>noise</c>: comfort noise.</summary>
    Noise,
}
