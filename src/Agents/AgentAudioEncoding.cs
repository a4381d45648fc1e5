namespace CompliantVoiceProxy.Agents;

public enum AgentAudioEncoding
{
    Pcm16At24Khz,
    Pcmu,
    Pcma,

    /// <summary>Where the AI chooses the encoding itself.</summary>
    Pcm16At16Khz,
}
