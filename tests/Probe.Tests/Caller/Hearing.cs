using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Tests.Caller;

/// <summary>Sounds that can be told apart, and how much of one is in another.</summary>
internal static class Hearing
{
    /// <summary>A glide through the telephone band with a pulse in its loudness: no two moments of it are alike.</summary>
    public static WavFile Glide(double seconds, int rate, int seed)
    {
        var samples = new short[(int)(seconds * rate)];
        new ComfortNoise(seed, -50).Fill(samples);
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var time = (double)i / rate;
            phase += 2 * Math.PI * (300 + (100 * seed) + (500 * time) + (200 * Math.Sin(3 * time))) / rate;
            samples[i] += (short)(6_000 * (1 + Math.Sin(9 * time)) * Math.Sin(phase) / 2);
        }

        return new WavFile(samples, rate);
    }

    /// <summary>The best correlation of the sound with any stretch of the recording, from -1 to 1.</summary>
    public static double Correlation(WavFile sound, WavFile recording)
    {
        var wanted = Resampler.Convert(sound.Samples.Span, sound.SampleRate, 8_000);
        var heard = recording.Samples.Span;
        var (best, bestLag) = (-1.0, 0);
        for (var lag = 0; lag + wanted.Length <= heard.Length; lag++)
        {
            var likeness = Correlation(wanted.AsSpan(0, 1_600), heard.Slice(lag, 1_600));
            (best, bestLag) = likeness > best ? (likeness, lag) : (best, bestLag);
        }

        return bestLag + wanted.Length <= heard.Length ? Correlation(wanted, heard.Slice(bestLag, wanted.Length)) : -1;
    }

    private static double Correlation(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        var (product, energyA, energyB) = (0.0, 1.0, 1.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += a[i] * b[i];
            energyA += a[i] * a[i];
            energyB += b[i] * b[i];
        }

        return product / Math.Sqrt(energyA * energyB);
    }
}
