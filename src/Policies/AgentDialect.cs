using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>Which event names an OpenAI Realtime server speaks; of no meaning for other providers.</summary>
public enum AgentDialect
{
    /// <summary>The released API: <c>response.output_audio.delta</c>.</summary>
    [EnumMember(Value = "released")]
    Released,

    /// <summary>The beta: <c>response.audio.delta</c>, header <c>OpenAI-Beta: realtime=v1</c>.</summary>
    [EnumMember(Value = "beta")]
    Beta,
}
