using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace CompliantVoiceProxy.Dashboard.Metrics;

/// <summary>Listens to every instrument of the product's meters and adds up what they measure, from when it is made on.</summary>
/// <remarks>Measurements come from any thread; one takes an uncontended lock and allocates nothing once its series is known by its labels' text.</remarks>
public sealed class MetricsCollector : IDisposable
{
    private const string MeterPrefix = "CompliantVoiceProxy.";
    private const int MostSeries = 200;
    private static readonly ImmutableArray<double> UsualBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly Dictionary<Instrument, Dictionary<string, Series>> _instruments = [];
    private readonly MeterListener _listener = new();

    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Everything measured so far, in order of names.</summary>
    internal ImmutableArray<MetricFamily> Collect()
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            return
            [
                .. _instruments
                    .OrderBy(pair => pair.Key.Name, StringComparer.Ordinal)
                    .Select(pair => new MetricFamily(pair.Key, KindOf(pair.Key), [.. pair.Value.OrderBy(series => series.Key, StringComparer.Ordinal).Select(series => series.Value.Read(series.Key))])),
            ];
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricLabels.Of(tags);
        lock (_lock)
        {
            if (!_instruments.TryGetValue(instrument, out var all))
            {
                _instruments.Add(instrument, all = []);
            }

            if (!all.TryGetValue(labels, out var series))
            {
                if (all.Count == MostSeries)
                {
                    return; // labels come from closed sets, so this is a bug of the instrument's owner: memory stays bounded
                }

                all.Add(labels, series = new Series(BoundsOf(instrument), isLast: IsLastValue(instrument)));
            }

            series.Add(value);
        }
    }

    private static MetricKind KindOf(Instrument instrument) => GenericNameOf(instrument) switch
    {
        "Counter`1" or "ObservableCounter`1" => MetricKind.Counter,
        "Histogram`1" => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };

    /// <summary>Whether a measurement replaces the one before it; otherwise it is added.</summary>
    private static bool IsLastValue(Instrument instrument) =>
        instrument.IsObservable || GenericNameOf(instrument) == "Gauge`1";

    private static ImmutableArray<double> BoundsOf(Instrument instrument) => KindOf(instrument) switch
    {
        MetricKind.Histogram when instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        MetricKind.Histogram => UsualBounds,
        _ => [],
    };

    private static string GenericNameOf(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition().Name;

    private sealed class Series(ImmutableArray<double> bounds, bool isLast)
    {
        private readonly long[] _buckets = new long[bounds.Length + 1];
        private double _value;

        public void Add(double value)
        {
            _value = isLast ? value : _value + value;
            for (var at = 0; at < _buckets.Length; at++)
            {
                _buckets[at] += at == bounds.Length || value <= bounds[at] ? 1 : 0;
            }
        }

        public MetricSeries Read(string labels) => new(labels, _value, [.. _buckets], bounds);
    }
}
