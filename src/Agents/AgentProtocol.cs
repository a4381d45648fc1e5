namespace CompliantVoiceProxy.Agents;

/// <summary>What is spoken with the voice AI.</summary>
public enum AgentProtocol
{
    OpenAIRealtimeReleased,
    OpenAIRealtimeBeta,

    /// <summary>OpenAI's released protocol at an Azure resource.</summary>
    AzureRealtimeReleased,

    /// <summary>OpenAI's beta at an Azure resource, whose URL names an api-version.</summary>
    AzureRealtimeBeta,

    /// <summary>Our own: docs/plain-agent.md.</summary>
    Plain,

    /// <summary>AudioCodes Bot API over WebSocket, as VoiceAI Connect speaks it.</summary>
    AudioCodesBot,

    /// <summary>Deepgram's Voice Agent API.</summary>
    DeepgramAgent,

    /// <summary>Google's Gemini Live API.</summary>
    GeminiLive,
}
