using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>The telephone key that ends a secure capture.</summary>
public enum CaptureKey
{
    [EnumMember(Value = "pound")]
    Pound,

    [EnumMember(Value = "star")]
    Star,

    [EnumMember(Value = "none")]
    None,
}
