using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// The caller's audio that has not been decided on yet: a ring of samples on the media time line. Nothing in it may leave but through
/// <see cref="ReleaseGate"/>. When it is full the oldest samples are overwritten, and <see cref="Start"/> says so: what is no longer held can only be masked.
/// </summary>
/// <remarks>One loop owns it.</remarks>
public sealed class HoldBuffer
{
    private readonly short[] _ring;
    private long _start;
    private long _end;

    /// <param name="sampleRate">Samples a second; divides 48,000.</param>
    /// <param name="capacity">The longest stretch that can wait.</param>
    public HoldBuffer(int sampleRate, MediaTime capacity)
    {
        SampleRate = sampleRate;
        _ring = new short[capacity.ToSamples(sampleRate)];
    }

    public int SampleRate { get; }

    /// <summary>The oldest sample that is still held.</summary>
    public MediaTime Start => MediaTime.FromSamples(_start, SampleRate);

    /// <summary>Just past the newest sample.</summary>
    public MediaTime End => MediaTime.FromSamples(_end, SampleRate);

    public void Append(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
        {
            _ring[_end % _ring.Length] = sample;
            _end++;
        }

        _start = Math.Max(_start, _end - _ring.Length);
    }

    /// <summary>Copies the samples of an interval.</summary>
    /// <param name="interval">At most as long as <paramref name="destination"/>.</param>
    /// <returns>False, and nothing is copied, when part of the interval is not held.</returns>
    public bool TryCopy(MediaInterval interval, Span<short> destination)
    {
        var from = interval.Start.ToSamples(SampleRate);
        var to = interval.End.ToSamples(SampleRate);
        if (from < _start || to > _end || from > to)
        {
            return false;
        }

        for (var at = from; at < to; at++)
        {
            destination[(int)(at - from)] = _ring[at % _ring.Length];
        }

        return true;
    }

    /// <summary>Forgets, and overwrites with zeros, everything before a point.</summary>
    public void DiscardBefore(MediaTime time)
    {
        var until = Math.Min(time.ToSamples(SampleRate), _end);
        for (; _start < until; _start++)
        {
            _ring[_start % _ring.Length] = 0;
        }
    }
}
