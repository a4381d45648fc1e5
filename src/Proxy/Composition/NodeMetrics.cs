using System.Diagnostics.Metrics;
using CompliantVoiceProxy.Calls;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>What the node's parts count, as instruments: read when they are asked for. Labels are members of closed enums.</summary>
internal sealed class NodeMetrics : IDisposable
{
    private readonly Meter _meter = new("CompliantVoiceProxy.Proxy");

    public NodeMetrics(ProxyNode node)
    {
        var (calls, sip) = (node.Calls.Counters, node.Sip.Counters);
        _meter.CreateObservableGauge("cvp.calls.active", () => node.Calls.ActiveCalls, description: "Calls that are not over.");
        _meter.CreateObservableCounter("cvp.calls.answered", () => calls.Answered, description: "Calls that were answered.");
        _meter.CreateObservableCounter("cvp.calls.ended", () => Each<CallEndReason>(reason => calls[reason], "reason"), description: "Calls that are over, by reason.");
        _meter.CreateObservableCounter("cvp.calls.refused", () => Each<CallRefusalReason>(reason => calls[reason], "reason"), description: "Calls that were not answered, by reason.");
        _meter.CreateObservableCounter("cvp.transfers", () => Transfers(calls), description: "Ways of transferring a call that were tried, by what they came to.");
        _meter.CreateObservableCounter("cvp.calls.unrecorded", () => calls.Unrecorded, description: "Events of calls that could not be recorded.");
        _meter.CreateObservableCounter("cvp.calls.faults", () => calls.Faults, description: "Faults of the program in handling calls.");
        _meter.CreateObservableCounter("cvp.sip.events", () => Each<SipCounter>(counter => sip[counter], "kind"), description: "What happened at the SIP endpoint, by kind.");
        _meter.CreateObservableGauge("cvp.media.sessions", () => node.Media.ActiveSessions, description: "Media sessions.");
        _meter.CreateObservableGauge("cvp.media.ports", () => node.Media.PortsLent, description: "Pairs of ports that calls hold.");
        _meter.CreateObservableGauge("cvp.transcription.waiting", () => node.Transcriptions.Waiting, description: "Stretches of speech that no worker has taken yet.");
        _meter.CreateObservableCounter("cvp.transcription.hung", () => node.Transcriptions.HungWorkers, description: "Transcribing threads that did not come back.");
        var clearance = _meter.CreateHistogram<double>(
            "cvp.turn.clearance", unit: "s", description: "From the endpointer's decision to the last cleared byte on the voice AI's socket.");
        node.Media.TurnSent = timings => clearance.Record(timings.Sent.TotalSeconds);
        var answer = _meter.CreateHistogram<double>("cvp.turn.answer", unit: "s", description: "From the end of the caller's turn to the answer, as the caller hears it.");
        var filler = _meter.CreateHistogram<double>("cvp.turn.filler", unit: "s", description: "From the end of the caller's turn to the first filler, where one was needed.");
        node.Media.AnswerHeard = timings =>
        {
            answer.Record(timings.ToAnswer.TotalSeconds);
            if (timings.ToFiller is { } toFiller)
            {
                filler.Record(toFiller.TotalSeconds);
            }
        };
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Transfers(CallCounters calls) =>
        from way in Enum.GetValues<TransferWay>()
        from outcome in Enum.GetValues<TransferOutcome>()
        select new Measurement<long>(calls[way, outcome], new("way", way), new("outcome", outcome));

    private static IEnumerable<Measurement<long>> Each<TEnum>(Func<TEnum, long> count, string label)
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(member => new Measurement<long>(count(member), new KeyValuePair<string, object?>(label, member)));
}
