using System.Diagnostics.Metrics;

namespace CompliantVoiceProxy.Agents;

/// <summary>What this room counts.</summary>
internal static class AgentMetrics
{
    private static readonly Meter Meter = new("CompliantVoiceProxy.Agents");

    public static readonly Counter<long> UnknownEvents =
        Meter.CreateCounter<long>("cvp.agent.events.unknown", description: "Events of a voice AI that the protocol as we know it does not have.");
}
