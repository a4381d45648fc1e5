using System.Net.WebSockets;
using CompliantVoiceProxy.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Gemini;

/// <summary>Opens sessions with Google's Gemini Live API over WebSocket: <c>BidiGenerateContent</c>. The key goes in a header, as its place in the query would be in logs.</summary>
public sealed class GeminiLiveConnector : SocketAgentConnector
{
    public GeminiLiveConnector(ILogger<GeminiLiveConnector> logger, TimeProvider clock)
        : this(logger, clock, new SocketLimits())
    {
    }

    internal GeminiLiveConnector(ILogger<GeminiLiveConnector> logger, TimeProvider clock, SocketLimits limits)
        : base(logger, clock, limits)
    {
    }

    /// <summary>Its JSON comes in binary messages as well.</summary>
    private protected override bool TakesBinary => true;

    private protected override void AddHeaders(ClientWebSocketOptions handshake, AgentOptions options) => AddKey(handshake, "x-goog-api-key", options.ApiKey);

    private protected override SocketAgentSession CreateSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger) =>
        new GeminiLiveSession(socket, options, limits, logger);
}
