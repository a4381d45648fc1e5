namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>What the protocol calls an encoding.</summary>
internal static class AudioEncodingNames
{
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
