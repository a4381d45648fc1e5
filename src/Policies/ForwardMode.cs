using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>What the voice AI may get of the caller, after clearance.</summary>
public enum ForwardMode
{
    [EnumMember(Value = "audio-and-text")]
    AudioAndText,

    [EnumMember(Value = "audio")]
    Audio,

    /// <summary>Keeps the voice print in.</summary>
    [EnumMember(Value = "text-only")]
    TextOnly,
}
