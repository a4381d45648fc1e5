using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents;

/// <summary>Opens sessions over a WebSocket, whatever the protocol spoken on it.</summary>
public abstract class SocketAgentConnector : IAgentConnector
{
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly SocketLimits _limits;

    private protected SocketAgentConnector(ILogger logger, TimeProvider clock, SocketLimits limits) =>
        (_logger, _clock, _limits) = (logger, clock, limits);

    /// <inheritdoc/>
    public async Task<IAgentSession> ConnectAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await OpenAsync(options, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnavailableException($"The voice AI did not confirm the session within {options.ConnectTimeout.TotalMilliseconds:0} ms.");
        }
    }

    /// <summary>Whether the protocol has binary messages.</summary>
    private protected virtual bool TakesBinary => false;

    /// <summary>Where the socket goes; the policy's URL has been checked.</summary>
    private protected virtual Uri EndpointOf(AgentOptions options) => options.Url;

    /// <summary>Adds the protocol's own headers to the handshake. The key has been checked and belongs into a header, nowhere else.</summary>
    private protected abstract void AddHeaders(ClientWebSocketOptions handshake, AgentOptions options);

    private protected abstract SocketAgentSession CreateSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger);

    /// <summary>The header that most vendors want.</summary>
    private protected static void AddBearer(ClientWebSocketOptions handshake, Sensitive<string>? apiKey) =>
        AddKey(handshake, "Authorization", apiKey, scheme: "Bearer ");

    /// <summary>Another header with the key; none when there is no key.</summary>
    private protected static void AddKey(ClientWebSocketOptions handshake, string header, Sensitive<string>? apiKey, string scheme = "")
    {
        if (apiKey is { } key)
        {
            handshake.SetRequestHeader(header, scheme + key.Reveal());
        }
    }

    private async Task<SocketAgentSession> OpenAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        var socket = new AgentSocket(await ShakeHandsAsync(options, cancellationToken), _limits, _clock, TakesBinary);
        var session = CreateSession(socket, options, _limits, _logger);
        try
        {
            await session.OpenAsync(cancellationToken);
            return session;
        }
        catch
        {
            session.Abandon();
            throw;
        }
    }

    private async Task<WebSocket> ShakeHandsAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        RequireUsable(options);
        var url = EndpointOf(options);
        var socket = new ClientWebSocket();
        try
        {
            Configure(socket.Options, options);
            await socket.ConnectAsync(url, cancellationToken);
            return socket;
        }
        catch (Exception refused)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            if (refused is OperationCanceledException || cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            // Not passed on as the inner exception: what it says may come from the peer, or repeat the URL or a header.
            throw new AgentUnavailableException(Explain(status, refused));
        }
    }

    private void Configure(ClientWebSocketOptions handshake, AgentOptions options)
    {
        AddHeaders(handshake, options);
        if (options.Url.IsLoopback)
        {
            handshake.Proxy = null; // what stays on this machine passes no HTTP proxy
        }

        handshake.DangerousDeflateOptions = null; // a compressed length tells about content
        handshake.CollectHttpResponseDetails = true;
        handshake.KeepAliveInterval = _limits.PingInterval;
        handshake.KeepAliveTimeout = _limits.PongTimeout;
    }

    /// <exception cref="AgentUnavailableException">The URL or the key may not be used; the message says why, without repeating it.</exception>
    private static void RequireUsable(AgentOptions options)
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
    }

    private static string Explain(HttpStatusCode status, Exception refused) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"The voice AI refused the connection with HTTP {(int)status}: check the API key.",
        HttpStatusCode.NotFound => "The voice AI has nothing at this URL (HTTP 404): check url and model.",
        HttpStatusCode.TooManyRequests => "The voice AI takes no more sessions now (HTTP 429).",
        _ when status == default => $"The voice AI cannot be reached: {Cause(refused)}.",
        _ => $"The voice AI refused the connection with HTTP {(int)status}.",
    };

    /// <summary>The innermost cause that has a code of its own; else the exception's type.</summary>
    private static string Cause(Exception refused)
    {
        for (Exception? cause = refused; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode.ToString();
            }

            if (cause is AuthenticationException)
            {
                return "its certificate is not trusted";
            }
        }

        return refused.GetType().Name;
    }
}
