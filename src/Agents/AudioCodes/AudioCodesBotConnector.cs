using System.Net.WebSockets;
using CompliantVoiceProxy.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>Opens sessions with bots that were written for AudioCodes' VoiceAI Connect: the Bot API's WebSocket form, with audio both ways.</summary>
public sealed class AudioCodesBotConnector : SocketAgentConnector
{
    public AudioCodesBotConnector(ILogger<AudioCodesBotConnector> logger, TimeProvider clock)
        : this(logger, clock, new SocketLimits())
    {
    }

    internal AudioCodesBotConnector(ILogger<AudioCodesBotConnector> logger, TimeProvider clock, SocketLimits limits)
        : base(logger, clock, limits)
    {
    }

    private protected override void AddHeaders(ClientWebSocketOptions handshake, AgentOptions options) => AddBearer(handshake, options.ApiKey);

    private protected override SocketAgentSession CreateSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger) =>
        new AudioCodesBotSession(socket, options, limits, logger);
}
