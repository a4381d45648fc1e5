using System.Diagnostics.Metrics;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>What dummy calls came to, as instruments. Labels are tenants' names and verdicts.</summary>
internal sealed class MonitorMetrics : IDisposable
{
    private readonly Meter _meter = new("CompliantVoiceProxy.Monitor");
    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _skipped;
    private readonly Histogram<double> _answers;
    private readonly Histogram<double> _turns;
    private readonly Histogram<double> _masked;

    public MonitorMetrics()
    {
        _verdicts = _meter.CreateCounter<long>("cvp.monitor.verdict", description: "Dummy calls, by tenant and verdict.");
        _skipped = _meter.CreateCounter<long>("cvp.monitor.skipped", description: "Dummy calls that were not placed, or given up, as the room was the callers'.");
        _answers = _meter.CreateHistogram<double>("cvp.monitor.answer", unit: "s", description: "From a dummy call's last word to the first sound of the answer, as the caller hears it.");
        _turns = _meter.CreateHistogram<double>("cvp.monitor.turn", unit: "s", description: "From a dummy call's first word to the last sound of the answer.");
        _masked = _meter.CreateHistogram<double>("cvp.monitor.masked", unit: "s", description: "How much of a dummy call's sound was masked.");
    }

    public void Note(string tenant, MonitorVerdict verdict, DummyOutcome outcome)
    {
        KeyValuePair<string, object?> label = new("tenant", tenant);
        _verdicts.Add(1, label, new("verdict", verdict));
        foreach (var turn in outcome.Turns)
        {
            Record(_answers, turn.Answer, label);
            Record(_turns, turn.Whole, label);
        }

        Record(_masked, outcome.Masked, label);
    }

    public void NoteSkipped(string tenant) => _skipped.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    public void Dispose() => _meter.Dispose();

    private static void Record(Histogram<double> histogram, TimeSpan? time, KeyValuePair<string, object?> label)
    {
        if (time is { } known)
        {
            histogram.Record(known.TotalSeconds, label);
        }
    }
}
