namespace CompliantVoiceProxy.Policies;

/// <summary>The audio a voice AI is sent and sends.</summary>
public enum AgentAudioFormat
{
    /// <summary><c>pcm16</c>: 16-bit little-endian PCM at 24 kHz.</summary>
    Pcm16At24Khz,

    /// <summary><c>pcmu</c>: G.711 mu-law at 8 kHz.</summary>
    Pcmu,

    /// <summary><c>pcma</c>: G.711 A-law at 8 kHz.</summary>
    Pcma,
}
