using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>Whose protocol the voice AI speaks.</summary>
public enum AgentProvider
{
    [EnumMember(Value = "openai-realtime")]
    OpenAIRealtime,

    /// <summary>OpenAI Realtime at an Azure resource: key in the header <c>api-key</c>, <c>model</c> names the deployment.</summary>
    [EnumMember(Value = "azure-openai-realtime")]
    AzureOpenAIRealtime,

    /// <summary>A WebSocket with JSON and base64: docs/plain-agent.md.</summary>
    [EnumMember(Value = "plain")]
    Plain,

    /// <summary>A bot written for VoiceAI Connect; <c>model</c> is its name.</summary>
    [EnumMember(Value = "audiocodes-bot")]
    AudioCodesBot,

    /// <summary>Deepgram's Voice Agent API; <c>model</c> is <c>TYPE/NAME</c> of the model that thinks, such as <c>open_ai/gpt-4o-mini</c>.</summary>
    [EnumMember(Value = "deepgram-agent")]
    DeepgramAgent,

    /// <summary>Google's Gemini Live API.</summary>
    [EnumMember(Value = "gemini-live")]
    GeminiLive,
}
