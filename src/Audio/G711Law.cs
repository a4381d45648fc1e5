namespace CompliantVoiceProxy.Audio;

/// <summary>ITU-T G.711's two companding laws.</summary>
public enum G711Law
{
    /// <summary>PCMU, of North America and Japan.</summary>
    MuLaw,

    /// <summary>PCMA, of the rest of the world.</summary>
    ALaw,
}
