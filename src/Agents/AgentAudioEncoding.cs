namespace CompliantVoiceProxy.Agents;

public enum AgentAudioEncoding
{
    Pcm16At24Khz,
    Pcmu,
    Pcma,
}
