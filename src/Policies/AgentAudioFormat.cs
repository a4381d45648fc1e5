using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>The audio a voice AI is sent and sends.</summary>
public enum AgentAudioFormat
{
    /// <summary>16-bit little-endian PCM at 24 kHz.</summary>
    [EnumMember(Value = "pcm16")]
    Pcm16At24Khz,

    /// <summary>G.711 mu-law at 8 kHz.</summary>
    [EnumMember(Value = "pcmu")]
    Pcmu,

    /// <summary>G.711 A-law at 8 kHz.</summary>
    [EnumMember(Value = "pcma")]
    Pcma,
}
