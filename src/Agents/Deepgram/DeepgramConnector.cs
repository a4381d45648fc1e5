using System.Net.WebSockets;
using CompliantVoiceProxy.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Deepgram;

/// <summary>Opens sessions with Deepgram's Voice Agent API: <c>/v1/agent/converse</c>.</summary>
public sealed class DeepgramConnector : SocketAgentConnector
{
    public DeepgramConnector(ILogger<DeepgramConnector> logger, TimeProvider clock)
        : this(logger, clock, new SocketLimits())
    {
    }

    internal DeepgramConnector(ILogger<DeepgramConnector> logger, TimeProvider clock, SocketLimits limits)
        : base(logger, clock, limits)
    {
    }

    /// <summary>Audio is binary.</summary>
    private protected override bool TakesBinary => true;

    private protected override void AddHeaders(ClientWebSocketOptions handshake, AgentOptions options) => AddKey(handshake, "Authorization", options.ApiKey, scheme: "Token ");

    private protected override SocketAgentSession CreateSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger) =>
        new DeepgramSession(socket, options, limits, logger);
}
