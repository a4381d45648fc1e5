namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>Sounds that wait to be played, one after the other; silence where none waits. The caller holds the lock.</summary>
internal sealed class SoundQueue
{
    private readonly Queue<Waiting> _sounds = new();
    private int _position; // in the first of them
    private TimeSpan _start;

    /// <param name="samples">At the line's rate.</param>
    /// <returns>Completes when the last sample has been sent; cancelled by <see cref="Clear"/>.</returns>
    public Task<PlayedSound> Add(ReadOnlyMemory<short> samples)
    {
        var waiting = new Waiting(samples, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _sounds.Enqueue(waiting);
        return waiting.Played.Task;
    }

    /// <summary>Fills a frame with what is to be played now.</summary>
    /// <param name="now">When the frame's first sample is sent.</param>
    public void Take(Span<short> frame, TimeSpan now, TimeSpan duration)
    {
        frame.Clear();
        for (var filled = 0; filled < frame.Length && _sounds.TryPeek(out var sound);)
        {
            if (_position == 0)
            {
                _start = now + (duration * filled / frame.Length);
            }

            var count = Math.Min(frame.Length - filled, sound.Samples.Length - _position);
            sound.Samples.Span.Slice(_position, count).CopyTo(frame[filled..]);
            (filled, _position) = (filled + count, _position + count);
            if (_position == sound.Samples.Length)
            {
                sound.Played.TrySetResult(new PlayedSound(_start, now + (duration * filled / frame.Length)));
                Next();
            }
        }
    }

    /// <summary>Drops what is not yet played.</summary>
    public void Clear()
    {
        while (_sounds.TryPeek(out var sound))
        {
            sound.Played.TrySetCanceled();
            Next();
        }
    }

    private void Next()
    {
        _sounds.Dequeue();
        _position = 0;
    }

    private sealed record Waiting(ReadOnlyMemory<short> Samples, TaskCompletionSource<PlayedSound> Played);
}
