using System.Net.WebSockets;
using CompliantVoiceProxy.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>Opens sessions with a voice AI that speaks our own plain protocol: docs/plain-agent.md.</summary>
public sealed class PlainConnector : SocketAgentConnector
{
    public PlainConnector(ILogger<PlainConnector> logger, TimeProvider clock)
        : this(logger, clock, new SocketLimits())
    {
    }

    internal PlainConnector(ILogger<PlainConnector> logger, TimeProvider clock, SocketLimits limits)
        : base(logger, clock, limits)
    {
    }

    private protected override void AddHeaders(ClientWebSocketOptions handshake, AgentOptions options) => AddBearer(handshake, options.ApiKey);

    private protected override SocketAgentSession CreateSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger) =>
        new PlainSession(socket, options, limits, logger);
}
