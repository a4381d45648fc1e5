namespace CompliantVoiceProxy.Audio;

/// <summary>
/// Fills in for lost packets by repeating the last pitch periods, in the manner of ITU-T G.711 Appendix I, but without its delay: samples keep their place
/// on the time line. One instance a stream; not thread-safe; allocates nothing per call.
/// </summary>
/// <remarks>
/// The first 10 ms repeat one pitch period, the next 10 ms two, then three, as one alone would ring. From 10 ms on it fades by a fifth every 10 ms,
/// to silence at 60 ms. Every seam is cross-faded over a quarter of a period.
/// What it makes up was never said: whoever clears audio must be told which stretches those are.
/// </remarks>
public sealed class LossConcealment
{
    private const int HighestPitch = 200; // Hz
    private const double LowestPitch = 66.7;
    private const int MostPeriods = 3;

    private readonly int _tenMilliseconds;
    private readonly int _shortestPeriod;
    private readonly int _longestPeriod;
    private readonly float[] _history; // the latest samples that were played, oldest first
    private readonly float[] _source; // the history as it stood when the loss began
    private readonly float[] _cycle; // what is repeated: _cycleLength samples
    private readonly float[] _fade; // what the cycle is faded in over
    private int _period;
    private int _cycleLength;
    private int _position;
    private int _faded;
    private int _lost; // samples made up since the loss began

    /// <exception cref="ArgumentOutOfRangeException">The rate is not a whole multiple of 8,000.</exception>
    public LossConcealment(int sampleRate = 8_000)
    {
        if (sampleRate <= 0 || sampleRate % 8_000 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "A whole multiple of 8,000.");
        }

        _tenMilliseconds = sampleRate / 100;
        _shortestPeriod = sampleRate / HighestPitch;
        _longestPeriod = (int)(sampleRate / LowestPitch) + 1;
        _history = new float[(MostPeriods * _longestPeriod) + (_longestPeriod / 4) + 1];
        _source = new float[_history.Length];
        _cycle = new float[MostPeriods * _longestPeriod];
        _fade = new float[(_longestPeriod / 4) + 1];
    }

    /// <summary>A packet that came. After a loss its beginning is blended, in place, with the made-up sound before it.</summary>
    public void Receive(Span<short> samples)
    {
        if (_lost > 0)
        {
            var overlap = (_period / 4) + (_lost / _tenMilliseconds * _tenMilliseconds * 2 / 5);
            overlap = Math.Min(Math.Min(overlap, _tenMilliseconds), samples.Length);
            for (var i = 0; i < overlap; i++)
            {
                var weight = (i + 1f) / (overlap + 1);
                samples[i] = (short)((samples[i] * weight) + (Next() * (1 - weight)));
            }

            _lost = 0;
        }

        Remember(samples);
    }

    /// <summary>A packet that did not come: fills the span with what might have been.</summary>
    public void Conceal(Span<short> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (_lost % _tenMilliseconds == 0 && _lost / _tenMilliseconds < MostPeriods)
            {
                RepeatPeriods(1 + (_lost / _tenMilliseconds));
            }

            samples[i] = (short)Next();
        }

        Remember(samples);
    }

    private float Next()
    {
        var sample = _cycle[_position];
        _position = (_position + 1) % _cycleLength;
        var quarter = _period / 4;
        if (_faded < quarter)
        {
            var weight = (_faded + 1f) / (quarter + 1);
            sample = (sample * weight) + (_fade[_faded] * (1 - weight));
            _faded++;
        }

        var gain = 1 - ((float)(_lost - _tenMilliseconds) / (5 * _tenMilliseconds));
        _lost = Math.Min(_lost + 1, 6 * _tenMilliseconds);
        return sample * Math.Clamp(gain, 0, 1);
    }

    private void RepeatPeriods(int periods)
    {
        var begins = periods == 1;
        if (begins)
        {
            _history.CopyTo(_source.AsSpan());
            _period = FindPeriod();
        }

        var quarter = _period / 4;
        for (var i = 0; i < quarter; i++)
        {
            _fade[i] = begins ? _source[^(i + 1)] : _cycle[(_position + i) % _cycleLength]; // the mirrored past joins without a step
        }

        _position = begins ? 0 : _position % _period;
        _cycleLength = periods * _period;
        var cycle = _cycle.AsSpan(0, _cycleLength);
        _source.AsSpan(_source.Length - _cycleLength).CopyTo(cycle);
        var before = _source.AsSpan(_source.Length - _cycleLength - quarter, quarter);
        for (var i = 0; i < quarter; i++)
        {
            // The cycle's end runs into what stood before its beginning.
            var weight = (i + 1f) / (quarter + 1);
            ref var end = ref cycle[_cycleLength - quarter + i];
            end = (end * (1 - weight)) + (before[i] * weight);
        }

        _faded = 0;
    }

    /// <summary>The lag at which the last 20 ms look most like what was before them (normalised cross-correlation).</summary>
    private int FindPeriod()
    {
        var window = 2 * _tenMilliseconds;
        var recent = _source.AsSpan(_source.Length - window);
        var (best, bestLikeness) = (_longestPeriod, 0f);
        for (var lag = _shortestPeriod; lag <= _longestPeriod; lag++)
        {
            var earlier = _source.AsSpan(_source.Length - window - lag, window);
            var (product, energy) = (0f, 1f);
            for (var i = 0; i < window; i++)
            {
                product += recent[i] * earlier[i];
                energy += earlier[i] * earlier[i];
            }

            var likeness = product / MathF.Sqrt(energy);
            if (likeness > bestLikeness)
            {
                (best, bestLikeness) = (lag, likeness);
            }
        }

        return best;
    }

    private void Remember(ReadOnlySpan<short> samples)
    {
        var kept = samples[Math.Max(0, samples.Length - _history.Length)..];
        _history.AsSpan(kept.Length).CopyTo(_history);
        var newest = _history.AsSpan(_history.Length - kept.Length);
        for (var i = 0; i < kept.Length; i++)
        {
            newest[i] = kept[i];
        }
    }
}
