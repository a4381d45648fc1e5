using System.Net.WebSockets;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Where the socket goes, and what its handshake says. The key stands in the Authorization header and nowhere else.</summary>
internal static class RealtimeEndpoint
{
    /// <summary>The policy's URL, with the model in its query.</summary>
    /// <exception cref="AgentUnavailableException">The URL or the key may not be used; the message says why, without repeating it.</exception>
    public static Uri For(AgentOptions options)
    {
        var url = options.Url;
        if (url.Scheme is not ("wss" or "ws"))
        {
            throw new AgentUnavailableException("The voice AI's URL must begin with wss: (or ws: to this machine).");
        }

        if (url.Scheme is "ws" && !url.IsLoopback)
        {
            throw new AgentUnavailableException("The voice AI's URL is ws: to another machine; what goes there must be encrypted: use wss.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new AgentUnavailableException("The voice AI's URL names a user; the key belongs into api-key.");
        }

        if (options.ApiKey is { } key && key.Reveal().Any(character => character is < '!' or > '~'))
        {
            throw new AgentUnavailableException("The API key has a character that no HTTP header can carry: look for blanks and line breaks where it stands.");
        }

        var separator = url.Query.Length > 1 ? "&" : "?";
        var bare = url.GetLeftPart(UriPartial.Query).TrimEnd('?');
        return new Uri($"{bare}{separator}model={Uri.EscapeDataString(options.Model.Text)}");
    }

    public static void Configure(ClientWebSocketOptions handshake, AgentOptions options, RealtimeLimits limits)
    {
        if (options.ApiKey is { } key)
        {
            handshake.SetRequestHeader("Authorization", $"Bearer {key.Reveal()}");
        }

        if (options.Protocol is AgentProtocol.OpenAIRealtimeBeta)
        {
            handshake.SetRequestHeader("OpenAI-Beta", "realtime=v1");
        }

        if (options.Url.IsLoopback)
        {
            handshake.Proxy = null; // what stays on this machine passes no HTTP proxy
        }

        handshake.DangerousDeflateOptions = null; // a compressed length tells about content
        handshake.CollectHttpResponseDetails = true;
        handshake.KeepAliveInterval = limits.PingInterval;
        handshake.KeepAliveTimeout = limits.PongTimeout;
    }
}
