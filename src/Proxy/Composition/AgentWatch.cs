using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Policies;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>Opens a session with every tenant's voice AI at intervals and closes it again, so that readiness tells what was seen and not what is hoped.</summary>
internal sealed class AgentWatch(IAgentConnector connector, TimeProvider time, ILogger<AgentWatch> log)
{
    private const int AtATime = 8;
    private readonly Dictionary<AgentPolicy, bool> _reached = [];
    private long? _lastReached;

    /// <summary>How long a session that opened counts.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    /// <summary>How often each AI is tried: twice while a result counts, so that one late round is no fault.</summary>
    private static readonly TimeSpan Interval = FreshFor / 2;

    /// <summary>How soon a round that reached nobody is repeated.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(3);

    /// <summary>Whether the last round reached at least one AI, lately.</summary>
    public bool IsAnyReachable
    {
        get
        {
            lock (_reached)
            {
                return _lastReached is { } at && time.GetElapsedTime(at) <= FreshFor;
            }
        }
    }

    /// <summary>Tries at once and then at intervals, until cancelled.</summary>
    public async Task RunAsync(Func<ImmutableArray<TenantPolicy>> policies, CancellationToken cancellationToken)
    {
        while (true)
        {
            await TryAllAsync(policies(), cancellationToken);
            await Task.Delay(IsAnyReachable ? Interval : RetryInterval, time, cancellationToken);
        }
    }

    /// <summary>One round. Tenants with the same settings share one try.</summary>
    internal async Task TryAllAsync(ImmutableArray<TenantPolicy> policies, CancellationToken cancellationToken)
    {
        var reached = 0;
        await Parallel.ForEachAsync(
            policies.GroupBy(policy => policy.Agent),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (tenants, cancellation) =>
            {
                var isReached = await TryAsync(tenants.Key, cancellation);
                Interlocked.Add(ref reached, isReached ? 1 : 0);
                Note(tenants.First().Tenant, tenants.Key, isReached);
            });
        lock (_reached)
        {
            _lastReached = reached > 0 ? time.GetTimestamp() : null;
        }
    }

    private async Task<bool> TryAsync(AgentPolicy agent, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await connector.ConnectAsync(AgentSettings.From(agent, new SecureCapturePolicy(), new TransferPolicy(), agent.ApiKey?.Read()), cancellationToken);
            return true;
        }
        catch (AgentUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Logs only what has changed since the last try.</summary>
    private void Note(string tenant, AgentPolicy agent, bool isReached)
    {
        bool hasChanged;
        lock (_reached)
        {
            hasChanged = !_reached.TryGetValue(agent, out var before) || before != isReached;
            _reached[agent] = isReached;
        }

        if (hasChanged && isReached)
        {
            Log.AgentReachable(log, tenant);
        }
        else if (hasChanged)
        {
            Log.AgentUnreachable(log, tenant);
        }
    }
}
