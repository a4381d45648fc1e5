using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>The turn's audio until it is committed, and when it came.</summary>
internal sealed class InputAudioBuffer
{
    private static readonly MediaTime Shortest = MediaTime.FromMilliseconds(100);

    private readonly List<short> _samples = [];
    private readonly List<AudioArrival> _arrivals = [];

    public void Append(ReadOnlySpan<short> samples, long now)
    {
        _samples.AddRange(samples);
        _arrivals.Add(new AudioArrival(now, _samples.Count));
    }

    public void Clear()
    {
        _samples.Clear();
        _arrivals.Clear();
    }

    /// <summary>The turn, when it is long enough; the buffer is then empty.</summary>
    public bool TryCommit(string itemId, int rate, out ReceivedTurn turn, out RealtimeError? error)
    {
        var duration = MediaTime.FromSamples(_samples.Count, rate);
        turn = new ReceivedTurn(itemId, _samples.ToArray(), rate, [.. _arrivals]);
        error = duration >= Shortest ? null : new RealtimeError(
            "input_audio_buffer_commit_empty",
            $"Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has {duration.TotalMilliseconds:0.00}ms of audio.");
        if (error is null)
        {
            Clear();
        }

        return error is null;
    }
}
