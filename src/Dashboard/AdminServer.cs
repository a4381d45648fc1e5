using System.Net;
using CompliantVoiceProxy.Dashboard.Handoffs;
using CompliantVoiceProxy.Dashboard.Health;
using CompliantVoiceProxy.Dashboard.Metrics;
using CompliantVoiceProxy.MediaControl.Handoffs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Dashboard;

/// <summary>The admin side's own small web server: health, readiness and metrics, on an address of their own.</summary>
public sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private AdminServer(WebApplication server) => _server = server;

    /// <summary>Where it listens: the port that was taken when 0 was asked for.</summary>
    public Uri Address => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="handoffs">What calls left for people, and who may read it; null where nobody may.</param>
    /// <param name="loggerFactory">Where the web server logs to, from warnings on.</param>
    /// <exception cref="IOException">The address is taken or not this machine's.</exception>
    public static async Task<AdminServer> StartAsync(
        IPEndPoint listen, IReadiness readiness, MetricsCollector metrics, (IHandoffs Handoffs, HandoffKeys Keys)? handoffs, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions()); // nothing of the environment changes where it listens
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddSingleton<IHostLifetime, ComposersLifetime>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Listen(listen);
        });

        var server = builder.Build();
        server.MapHealth(readiness);
        server.MapMetrics(metrics);
        if (handoffs is var (kept, keys))
        {
            server.MapHandoffs(kept, keys);
        }

        try
        {
            await server.StartAsync(cancellationToken);
            return new AdminServer(server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Leaves the process's signals to the composition root: the proxy answers here while it drains.</summary>
    private sealed class ComposersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
