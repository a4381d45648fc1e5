using System.Threading.Channels;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>What the probe's voice AI reports, to be waited for.</summary>
internal sealed class Observations : IProgress<RealtimeObservation>
{
    private readonly List<RealtimeObservation> _seen = [];
    private readonly Channel<RealtimeObservation> _coming = Channel.CreateUnbounded<RealtimeObservation>();

    public void Report(RealtimeObservation value) => _coming.Writer.TryWrite(value);

    /// <summary>The first of a kind, be it past or to come.</summary>
    public async Task<T> WaitForAsync<T>()
        where T : RealtimeObservation
    {
        while (!_seen.OfType<T>().Any())
        {
            _seen.Add(await _coming.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        return _seen.OfType<T>().First();
    }
}
