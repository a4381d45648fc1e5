namespace CompliantVoiceProxy.Speech.Models;

/// <summary>Which of the English speech models is used.</summary>
public enum MoonshineSize
{
    /// <summary>62 M parameters: the default.</summary>
    Base,

    /// <summary>27 M parameters: half the processor time, more misheard words.</summary>
    Tiny,
}
