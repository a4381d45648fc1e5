using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>What becomes of the sound of an identifier.</summary>
public enum SoundAction
{
    [EnumMember(Value = "mask")]
    Mask,

    /// <summary>It leaves as it was said.</summary>
    [EnumMember(Value = "keep")]
    Keep,
}
