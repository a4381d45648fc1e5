namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Which form of the Realtime protocol is spoken, and with whom.</summary>
internal static class RealtimeDialects
{
    /// <summary>The beta's session and event names.</summary>
    public static bool IsBeta(this AgentProtocol protocol) => protocol is AgentProtocol.OpenAIRealtimeBeta or AgentProtocol.AzureRealtimeBeta;

    /// <summary>Azure's URL and headers.</summary>
    public static bool IsAzure(this AgentProtocol protocol) => protocol is AgentProtocol.AzureRealtimeReleased or AgentProtocol.AzureRealtimeBeta;
}
