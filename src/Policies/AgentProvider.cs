using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

public enum AgentProvider
{
    [EnumMember(Value = "openai-realtime")]
    OpenAIRealtime,
}
