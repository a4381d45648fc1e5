namespace CompliantVoiceProxy.Audio;

/// <summary>Loudness in dBov: decibels relative to the RMS of a full-scale square wave (RFC 6464, section 3). A full-scale sine is at -3.01 dBov.</summary>
public static class AudioLevel
{
    /// <summary>What silence measures, the quietest level that RFC 6464 can say.</summary>
    public const double FloorDbov = -127;

    private const double FullScale = 32_768;

    /// <returns>From <see cref="FloorDbov"/> to 0; the floor for an empty span.</returns>
    public static double RmsDbov(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty)
        {
            return FloorDbov;
        }

        long energy = 0;
        foreach (var sample in samples)
        {
            energy += sample * sample;
        }

        return FromRms(Math.Sqrt((double)energy / samples.Length));
    }

    /// <summary>RMS amplitude in 16-bit sample units that a level means.</summary>
    public static double ToRms(double dbov) => FullScale * Math.Pow(10, dbov / 20);

    /// <param name="rms">RMS amplitude in 16-bit sample units.</param>
    public static double FromRms(double rms) => rms <= 0 ? FloorDbov : Math.Max(FloorDbov, 20 * Math.Log10(rms / FullScale));
}
