using System.Collections.Concurrent;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>Places one call over loopback, speaks turn after turn, and takes down what clearing each of them cost.</summary>
internal sealed class TurnBench(IReadOnlyList<WavFile> utterances, int turns, Action<int> onTurn)
{
    /// <returns>One a turn, in order.</returns>
    /// <exception cref="IOException">A port or a folder cannot be had, or the call was not answered.</exception>
    public async Task<IReadOnlyList<TurnTimings>> RunAsync(CancellationToken cancellationToken)
    {
        await using var rig = await BenchRig.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, queue: null, cancellationToken);
        var timings = new ConcurrentQueue<TurnTimings>();
        rig.Node.Media.TurnSent = timings.Enqueue;
        await using var call = await rig.CallAsync(cancellationToken);
        for (var turn = 0; turn < turns; turn++)
        {
            await call.PlayAsync(utterances[turn % utterances.Count], cancellationToken);
            await call.NextSpeechAsync(BenchRig.AnswerPatience, cancellationToken);
            onTurn(turn + 1);
        }

        await BenchRig.HangUpAsync(call, cancellationToken);
        return [.. timings];
    }
}
