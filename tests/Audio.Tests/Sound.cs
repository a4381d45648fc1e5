namespace CompliantVoiceProxy.Audio.Tests;

/// <summary>Sounds to test with, and what can be measured on them.</summary>
internal static class Sound
{
    public static short[] Sine(double frequency, int rate, double seconds, double amplitude = 10_000) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * frequency * i / rate)))];

    /// <summary>Amplitude of one frequency (Hann-windowed correlation), in sample units.</summary>
    public static double AmplitudeAt(ReadOnlySpan<short> samples, double frequency, int rate)
    {
        var (real, imaginary, weight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / samples.Length));
            var angle = 2 * Math.PI * frequency * i / rate;
            real += window * samples[i] * Math.Cos(angle);
            imaginary += window * samples[i] * Math.Sin(angle);
            weight += window;
        }

        return 2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / weight;
    }

    /// <summary>Signal to difference, in decibels.</summary>
    public static double Snr(ReadOnlySpan<short> wanted, ReadOnlySpan<short> got)
    {
        wanted.Length.Should().Be(got.Length);
        var (signal, difference) = (1e-9, 1e-9);
        for (var i = 0; i < wanted.Length; i++)
        {
            signal += (double)wanted[i] * wanted[i];
            difference += (double)(wanted[i] - got[i]) * (wanted[i] - got[i]);
        }

        return 10 * Math.Log10(signal / difference);
    }

    /// <summary>The largest step from one sample to the next.</summary>
    public static int LargestStep(ReadOnlySpan<short> samples)
    {
        var largest = 0;
        for (var i = 1; i < samples.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(samples[i] - samples[i - 1]));
        }

        return largest;
    }
}
