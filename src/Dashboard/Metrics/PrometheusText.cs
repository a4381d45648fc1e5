using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CompliantVoiceProxy.Dashboard.Metrics;

/// <summary>Prometheus' text format: <c>cvp.audit.commit.duration</c> in seconds becomes <c>cvp_audit_commit_duration_seconds</c>; a counter ends in <c>_total</c>.</summary>
internal static class PrometheusText
{
    public static string Write(ImmutableArray<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            var name = NameOf(family);
            text.Append($"# HELP {name} {family.Instrument.Description}\n# TYPE {name} {family.Kind.ToString().ToLowerInvariant()}\n");
            foreach (var series in family.Series)
            {
                if (family.Kind is MetricKind.Histogram)
                {
                    WriteHistogram(text, name, series);
                }
                else
                {
                    WriteSample(text, name, series.Labels, series.Value);
                }
            }
        }

        return text.ToString();
    }

    public static string NameOf(string dotted) => dotted.Replace('.', '_').Replace('-', '_');

    private static string NameOf(MetricFamily family)
    {
        var unit = family.Instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return $"{NameOf(family.Instrument.Name)}{unit}{(family.Kind is MetricKind.Counter ? "_total" : "")}";
    }

    private static void WriteHistogram(StringBuilder text, string name, MetricSeries series)
    {
        var separator = series.Labels.Length > 0 ? "," : "";
        for (var at = 0; at < series.Buckets.Length; at++)
        {
            var bound = at < series.Bounds.Length ? series.Bounds[at].ToString(CultureInfo.InvariantCulture) : "+Inf";
            WriteSample(text, $"{name}_bucket", $"{series.Labels}{separator}le=\"{bound}\"", series.Buckets[at]);
        }

        WriteSample(text, $"{name}_sum", series.Labels, series.Value);
        WriteSample(text, $"{name}_count", series.Labels, series.Buckets[^1]);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        var braced = labels.Length > 0 ? $"{{{labels}}}" : "";
        text.Append(CultureInfo.InvariantCulture, $"{name}{braced} {value}\n");
    }
}
