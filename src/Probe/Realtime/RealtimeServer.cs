using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>A small voice AI of our own. It speaks the OpenAI Realtime protocol over WebSocket, understands nothing, answers with given sounds, and remembers all that it got.</summary>
/// <remarks>For demonstrations, benchmarks and tests: it takes any key, and what it remembers is caller content.</remarks>
public sealed class RealtimeServer : IAsyncDisposable
{
    private const string AzureKeyHeader = "api-key";
    private const string EndpointPath = "/v1/realtime";
    private const string AzurePath = "/openai/v1/realtime";
    private const string AzureBetaPath = "/openai/realtime";

    private readonly WebApplication _host;
    private readonly RealtimeServerOptions _options;
    private readonly Lock _lock = new();
    private readonly List<RealtimeRecording> _recordings = [];
    private int _connections;

    private RealtimeServer(WebApplication host, RealtimeServerOptions options) => (_host, _options) = (host, options);

    /// <summary>Where clients connect, without the query.</summary>
    public Uri Url => UrlOf(EndpointPath);

    /// <summary>Where clients of Azure's form connect; asks for the header <c>api-key</c>.</summary>
    public Uri AzureUrl => UrlOf(AzurePath);

    /// <summary>Where clients of Azure's beta connect; asks for <c>api-version</c> and <c>deployment</c> in the query too.</summary>
    public Uri AzureBetaUrl => UrlOf(AzureBetaPath);

    /// <summary>What goes wrong from now on. May be set at any time.</summary>
    public RealtimeFaults Faults { get; set; } = RealtimeFaults.None;

    /// <summary>One a connection, in order.</summary>
    public IReadOnlyList<RealtimeRecording> Recordings
    {
        get
        {
            lock (_lock)
            {
                return [.. _recordings];
            }
        }
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<RealtimeServer> StartAsync(RealtimeServerOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, ServerLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Listen));
        var host = builder.Build();
        var server = new RealtimeServer(host, options);
        host.UseWebSockets();
        host.Map(EndpointPath, context => server.AcceptAsync(context, DialectOf(context.Request), context.Request.Query["model"]));
        host.Map(AzurePath, context => server.AcceptAzureAsync(context, RealtimeDialect.Released, context.Request.Query["model"]));
        host.Map(AzureBetaPath, context => server.AcceptAzureAsync(
            context, RealtimeDialect.Beta, context.Request.Query.ContainsKey("api-version") ? context.Request.Query["deployment"] : default));
        await host.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _host.StopAsync(atOnce.Token);
        await _host.DisposeAsync();
    }

    private static RealtimeDialect DialectOf(HttpRequest request) =>
        request.Headers["OpenAI-Beta"].Contains("realtime=v1") ? RealtimeDialect.Beta : RealtimeDialect.Released;

    private Uri UrlOf(string path)
    {
        var address = _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new UriBuilder(address) { Scheme = "ws", Path = path }.Uri;
    }

    private Task AcceptAzureAsync(HttpContext context, RealtimeDialect dialect, StringValues model)
    {
        if (context.Request.Headers.ContainsKey(AzureKeyHeader) && model is [{ Length: > 0 }])
        {
            return AcceptAsync(context, dialect, model);
        }

        context.Response.StatusCode = context.Request.Headers.ContainsKey(AzureKeyHeader) ? StatusCodes.Status404NotFound : StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task AcceptAsync(HttpContext context, RealtimeDialect dialect, StringValues model)
    {
        var number = Interlocked.Increment(ref _connections);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (FaultsFor(number).RefusesWith is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var recording = Record(context.Request, number, dialect);
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(offered.Contains("realtime") ? "realtime" : null);
        using var wire = new RealtimeWire(socket, dialect, recording, _options, () => FaultsFor(number), context.Abort);
        await using var connection = new RealtimeConnection(wire, model.ToString(), _options);
        await connection.RunAsync(context.RequestAborted);
    }

    private RealtimeRecording Record(HttpRequest request, int number, RealtimeDialect dialect)
    {
        var headers = request.Headers.ToDictionary(
            header => header.Key,
            header => header.Key is "Authorization" or AzureKeyHeader ? "withheld" : header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase);
        var recording = new RealtimeRecording(number, dialect, request.Path + request.QueryString, headers);
        if (_options.KeepsRecordings)
        {
            lock (_lock)
            {
                _recordings.Add(recording);
            }
        }

        return recording;
    }

    private RealtimeFaults FaultsFor(int connection) => Faults is var faults && connection <= faults.FirstConnections ? faults : RealtimeFaults.None;
}
