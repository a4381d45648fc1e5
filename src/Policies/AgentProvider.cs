namespace CompliantVoiceProxy.Policies;

public enum AgentProvider
{
    /// <summary><c>openai-realtime</c></summary>
    OpenAIRealtime,
}
