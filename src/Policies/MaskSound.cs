using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

public enum MaskSound
{
    /// <summary>Digital zero.</summary>
    [EnumMember(Value = "silence")]
    Silence,

    [EnumMember(Value = "tone")]
    Tone,

    /// <summary>Comfort noise.</summary>
    [EnumMember(Value = "noise")]
    Noise,
}
