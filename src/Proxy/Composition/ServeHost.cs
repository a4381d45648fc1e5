using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Dashboard;
using CompliantVoiceProxy.Dashboard.Handoffs;
using CompliantVoiceProxy.Dashboard.Metrics;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Proxy.Configuration;
using CompliantVoiceProxy.Proxy.Monitor;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Speech.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>A node with what a service needs around it: policies that follow their files, a watch on the voice AIs, health and metrics, and an end in good order.</summary>
internal sealed class ServeHost : IAsyncDisposable
{
    private static readonly TimeSpan DrainCheck = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly ProxyNode _node;
    private readonly NodeReadiness _readiness;
    private readonly MetricsCollector _collector = new();
    private readonly NodeMetrics _metrics;
    private readonly MonitorStanding _standing;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private Task _watches = Task.CompletedTask;
    private AdminServer? _admin;
    private SyntheticMonitor? _monitor;

    private ServeHost(ProxyNode node, AgentWatch agents, MonitorStanding standing, TimeProvider time, ILogger<ServeHost> log)
    {
        (_node, _standing, _time, _log) = (node, standing, time, log);
        _readiness = new NodeReadiness(node, agents, standing);
        _metrics = new NodeMetrics(node);
    }

    /// <summary>Where health and metrics are served.</summary>
    public Uri AdminAddress => _admin!.Address;

    public ProxyNode Node => _node;

    /// <summary>Loads, binds and starts everything. A policy that is wrong does not stop it; readiness tells.</summary>
    /// <inheritdoc cref="ProxyNode.StartAsync" path="/exception"/>
    public static async Task<ServeHost> StartAsync(ServeConfig config, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var connector = new AgentConnectors(NullLoggerFactory.Instance, time); // the watch says in its own words what it saw
        var agents = new AgentWatch(connector, time, loggers.CreateLogger<AgentWatch>());
        var standing = new MonitorStanding();
        var node = await ProxyNode.StartAsync(OptionsOf(config), isReady: () => agents.IsAnyReachable && !standing.IsFailed, time, loggers, cancellationToken);
        var host = new ServeHost(node, agents, standing, time, loggers.CreateLogger<ServeHost>());
        try
        {
            await host.BeginAsync(config, agents, loggers, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no new calls and waits until those under way have ended, but no longer than this.</summary>
    public async Task DrainAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        _readiness.Drain();
        _node.Calls.Drain();
        await _draining.CancelAsync();
        var begun = _time.GetTimestamp();
        using var timer = new PeriodicTimer(DrainCheck, _time);
        while (_node.Calls.ActiveCalls > 0 && _time.GetElapsedTime(begun) < atMost)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Ends the calls that are left, and everything else.</summary>
    public async ValueTask DisposeAsync()
    {
        await _draining.CancelAsync();
        await _stopping.CancelAsync();
        await _watches;
        _monitor?.Dispose();
        await _node.DisposeAsync();
        if (_admin is not null)
        {
            await _admin.DisposeAsync();
        }

        _metrics.Dispose();
        _collector.Dispose();
        _stopping.Dispose();
        _draining.Dispose();
    }

    private async Task BeginAsync(ServeConfig config, AgentWatch agents, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var policies = new PolicyWatch(_node.Policies, _node.Audit, _time, loggers.CreateLogger<PolicyWatch>());
        await policies.RecordStartAsync(cancellationToken);
        if (config.DefaultTenant is { } tenant && _node.Policies.Policies.All(policy => policy.Tenant != tenant))
        {
            Log.DefaultTenantMissing(_log, tenant);
        }

        _admin = await AdminServer.StartAsync(config.AdminListen, _readiness, _collector, HandoffsOf(config), loggers, cancellationToken);
        _monitor = config.Monitor is { } monitor ? new SyntheticMonitor(_node, config, monitor, _standing, _time, loggers.CreateLogger<SyntheticMonitor>()) : null;
        _watches = Task.WhenAll(
            WatchAsync(policies.RunAsync(_stopping.Token)),
            WatchAsync(agents.RunAsync(() => _node.Policies.Policies, _stopping.Token)),
            WatchAsync(_monitor?.RunAsync(_draining.Token) ?? Task.CompletedTask));
    }

    /// <summary>A watch that fails is a bug: it is said, and readiness goes stale by itself where it matters.</summary>
    private async Task WatchAsync(Task watch)
    {
        try
        {
            await watch;
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
        catch (Exception failure)
        {
            Log.TaskFailed(_log, failure.GetType().Name);
        }
    }

    /// <summary>A reader whose key is not there now cannot read, and is said.</summary>
    private (IHandoffs Handoffs, HandoffKeys Keys)? HandoffsOf(ServeConfig config)
    {
        if (config.HandoffReaders.IsEmpty)
        {
            return null;
        }

        var keys = new List<(HandoffReader Reader, Sensitive<string> Key)>();
        foreach (var declared in config.HandoffReaders)
        {
            if (declared.Key.Read() is { } key)
            {
                keys.Add((new HandoffReader(declared.Name, declared.Role), key));
            }
            else
            {
                Log.HandoffKeyMissing(_log, declared.Name);
            }
        }

        return (_node.Media.Handoffs, new HandoffKeys(keys));
    }

    private static ProxyNodeOptions OptionsOf(ServeConfig config) => new()
    {
        SipListen = [.. config.SipListen.Select(endpoint => new SipListenAddress(endpoint, config.SipAdvertise))],
        PoliciesFolder = config.PoliciesFolder,
        DefaultTenant = config.DefaultTenant,
        AuditStorePath = config.AuditStorePath,
        Media = new MediaPlaneOptions { Address = config.MediaAddress, MaximumSessions = config.MaximumCalls, RtpTimeout = config.RtpTimeout },
        MediaPorts = (config.MediaPorts.First, config.MediaPorts.Last),
        HandoffReaders = [.. config.HandoffReaders.Select(reader => reader.Name)],
        SpeechModel = config.SpeechModel is SpeechModel.Tiny ? MoonshineSize.Tiny : MoonshineSize.Base,
        SpeechWorkers = config.SpeechWorkers,
    };
}
