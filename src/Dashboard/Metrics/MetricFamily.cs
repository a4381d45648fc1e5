using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace CompliantVoiceProxy.Dashboard.Metrics;

/// <summary>One instrument with its series.</summary>
internal sealed record MetricFamily(Instrument Instrument, MetricKind Kind, ImmutableArray<MetricSeries> Series);

/// <summary>What an instrument came to for one set of labels.</summary>
/// <param name="Labels">In Prometheus' form, without braces; empty for none.</param>
/// <param name="Value">Of a counter or gauge; the sum of a histogram.</param>
/// <param name="Buckets">Of a histogram: how many measurements are at most the bound of the same index; the last counts all.</param>
internal sealed record MetricSeries(string Labels, double Value, ImmutableArray<long> Buckets, ImmutableArray<double> Bounds);

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
