using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Opens sessions with a voice AI that speaks the OpenAI Realtime protocol over WebSocket, in the released dialect or the beta's.</summary>
public sealed class OpenAIRealtimeConnector : IAgentConnector
{
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly RealtimeLimits _limits;

    public OpenAIRealtimeConnector(ILogger<OpenAIRealtimeConnector> logger, TimeProvider clock)
        : this(logger, clock, new RealtimeLimits())
    {
    }

    internal OpenAIRealtimeConnector(ILogger<OpenAIRealtimeConnector> logger, TimeProvider clock, RealtimeLimits limits) =>
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

    private async Task<OpenAIRealtimeSession> OpenAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        var socket = new RealtimeSocket(await ShakeHandsAsync(options, cancellationToken), _limits, _clock);
        var writer = new ClientEventWriter(options.Protocol, options.AudioEncoding);
        try
        {
            var parser = new ServerEventParser(options.Protocol, options.AudioEncoding);
            var sessionId = await SessionSetup.RunAsync(socket, writer, parser, options, cancellationToken);
            return new OpenAIRealtimeSession(sessionId, socket, writer, parser, options, _limits, _logger);
        }
        catch
        {
            socket.Dispose();
            writer.Dispose();
            throw;
        }
    }

    private async Task<WebSocket> ShakeHandsAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        var url = RealtimeEndpoint.For(options);
        var socket = new ClientWebSocket();
        try
        {
            RealtimeEndpoint.Configure(socket.Options, options, _limits);
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

            if (cause is System.Security.Authentication.AuthenticationException)
            {
                return "its certificate is not trusted";
            }
        }

        return refused.GetType().Name;
    }
}
