namespace CompliantVoiceProxy.Agents;

public enum AgentProtocol
{
    OpenAIRealtimeReleased,
    OpenAIRealtimeBeta,
}
