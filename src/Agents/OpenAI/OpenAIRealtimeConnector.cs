using System.Net.WebSockets;
using CompliantVoiceProxy.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Opens sessions with a voice AI that speaks the OpenAI Realtime protocol over WebSocket, in the released dialect or the beta's, at OpenAI or at Azure.</summary>
public sealed class OpenAIRealtimeConnector : SocketAgentConnector
{
    public OpenAIRealtimeConnector(ILogger<OpenAIRealtimeConnector> logger, TimeProvider clock)
        : this(logger, clock, new SocketLimits())
    {
    }

    internal OpenAIRealtimeConnector(ILogger<OpenAIRealtimeConnector> logger, TimeProvider clock, SocketLimits limits)
        : base(logger, clock, limits)
    {
    }

    /// <summary>The policy's URL, with the model in its query. Azure's beta takes the name of a deployment instead, beside the api-version that the policy's URL brings.</summary>
    private protected override Uri EndpointOf(AgentOptions options)
    {
        var separator = options.Url.Query.Length > 1 ? "&" : "?";
        var bare = options.Url.GetLeftPart(UriPartial.Query).TrimEnd('?');
        var field = options.Protocol is AgentProtocol.AzureRealtimeBeta ? "deployment" : "model";
        return new Uri($"{bare}{separator}{field}={Uri.EscapeDataString(options.Model.Text)}");
    }

    private protected override void AddHeaders(ClientWebSocketOptions handshake, AgentOptions options)
    {
        if (options.Protocol.IsAzure())
        {
            AddKey(handshake, "api-key", options.ApiKey);
            return;
        }

        AddBearer(handshake, options.ApiKey);
        if (options.Protocol is AgentProtocol.OpenAIRealtimeBeta)
        {
            handshake.SetRequestHeader("OpenAI-Beta", "realtime=v1");
        }
    }

    private protected override SocketAgentSession CreateSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger) =>
        new OpenAIRealtimeSession(socket, options, limits, logger);
}
