using System.Diagnostics.Metrics;

namespace CompliantVoiceProxy.Audit;

/// <summary>What this room counts.</summary>
internal static class AuditMetrics
{
    private static readonly Meter Meter = new("CompliantVoiceProxy.Audit");

    public static readonly Counter<long> Records =
        Meter.CreateCounter<long>("cvp.audit.records", description: "Records made durable.");

    public static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("cvp.audit.refused", description: "Events that could not be recorded; what waited for them did not happen.");

    public static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>("cvp.audit.commit.duration", unit: "s", description: "Time that the store took for one batch of records.");
}
