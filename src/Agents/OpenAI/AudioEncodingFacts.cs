using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>What an encoding is on the wire, and what the protocol calls it.</summary>
internal static class AudioEncodingFacts
{
    public static int SampleRate(this AgentAudioEncoding encoding) => encoding is AgentAudioEncoding.Pcm16At24Khz ? 24_000 : 8_000;

    public static int BytesPerSample(this AgentAudioEncoding encoding) => encoding is AgentAudioEncoding.Pcm16At24Khz ? sizeof(short) : 1;

    /// <summary>Null for PCM.</summary>
    public static G711Codec? G711(this AgentAudioEncoding encoding) => encoding switch
    {
        AgentAudioEncoding.Pcmu => G711Codec.Pcmu,
        AgentAudioEncoding.Pcma => G711Codec.Pcma,
        _ => null,
    };

    /// <summary>The released protocol's <c>format.type</c>.</summary>
    public static string ReleasedName(this AgentAudioEncoding encoding) => encoding switch
    {
        AgentAudioEncoding.Pcmu => "audio/pcmu",
        AgentAudioEncoding.Pcma => "audio/pcma",
        _ => "audio/pcm",
    };

    /// <summary>The beta's <c>input_audio_format</c>.</summary>
    public static string BetaName(this AgentAudioEncoding encoding) => encoding switch
    {
        AgentAudioEncoding.Pcmu => "g711_ulaw",
        AgentAudioEncoding.Pcma => "g711_alaw",
        _ => "pcm16",
    };
}
