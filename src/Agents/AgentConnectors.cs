using CompliantVoiceProxy.Agents.AudioCodes;
using CompliantVoiceProxy.Agents.Deepgram;
using CompliantVoiceProxy.Agents.Gemini;
using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Agents.Plain;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents;

/// <summary>Opens a session with whichever voice AI the options name, by the connector that speaks its protocol.</summary>
public sealed class AgentConnectors(ILoggerFactory loggers, TimeProvider clock) : IAgentConnector
{
    private readonly OpenAIRealtimeConnector _openAI = new(loggers.CreateLogger<OpenAIRealtimeConnector>(), clock);
    private readonly AudioCodesBotConnector _audioCodes = new(loggers.CreateLogger<AudioCodesBotConnector>(), clock);
    private readonly DeepgramConnector _deepgram = new(loggers.CreateLogger<DeepgramConnector>(), clock);
    private readonly GeminiLiveConnector _gemini = new(loggers.CreateLogger<GeminiLiveConnector>(), clock);
    private readonly PlainConnector _plain = new(loggers.CreateLogger<PlainConnector>(), clock);

    /// <inheritdoc/>
    public Task<IAgentSession> ConnectAsync(AgentOptions options, CancellationToken cancellationToken) =>
        For(options.Protocol).ConnectAsync(options, cancellationToken);

    private SocketAgentConnector For(AgentProtocol protocol) => protocol switch
    {
        AgentProtocol.OpenAIRealtimeReleased or AgentProtocol.OpenAIRealtimeBeta or AgentProtocol.AzureRealtimeReleased or AgentProtocol.AzureRealtimeBeta => _openAI,
        AgentProtocol.Plain => _plain,
        AgentProtocol.AudioCodesBot => _audioCodes,
        AgentProtocol.DeepgramAgent => _deepgram,
        AgentProtocol.GeminiLive => _gemini,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No connector speaks this protocol."),
    };
}
