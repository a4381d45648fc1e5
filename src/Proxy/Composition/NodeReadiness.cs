using System.Collections.Immutable;
using CompliantVoiceProxy.Dashboard.Health;
using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>Whether a node could serve a call right now, from what each part says of itself.</summary>
internal sealed class NodeReadiness(ProxyNode node, AgentWatch agents, MonitorStanding monitor) : IReadiness
{
    private volatile bool _isDraining;

    /// <summary>From now on never ready again.</summary>
    public void Drain() => _isDraining = true;

    public ImmutableArray<ReadinessFault> Faults() =>
    [
        .. new (bool IsGood, ReadinessFault Fault)[]
        {
            (!_isDraining, ReadinessFault.Draining),
            (node.Transcriptions.IsWhole, ReadinessFault.TranscriberFailed),
            (node.Audit.IsHealthy, ReadinessFault.AuditUnavailable),
            (!node.Policies.Policies.IsEmpty, ReadinessFault.NoPolicy),
            (agents.IsAnyReachable, ReadinessFault.NoAgentReachable),
            (!monitor.IsFailed, ReadinessFault.MonitorFailed),
        }.Where(part => !part.IsGood).Select(part => part.Fault),
    ];
}
