namespace CompliantVoiceProxy.Audio;

/// <summary>Noise of a given level that stands where sound is not passed on. The same seed gives the same noise. One instance a stream; allocates nothing per call.</summary>
/// <param name="colour">0 is spectrally flat; towards 1 the noise falls with frequency, as a room's does.</param>
public sealed class ComfortNoise(int seed, double levelDbov, double colour = 0)
{
    private readonly double _colour = colour is >= 0 and < 1 ? colour : throw new ArgumentOutOfRangeException(nameof(colour), colour, "From 0 up to but not 1.");
    private ulong _random = ((ulong)(uint)seed << 32) | 0x9E37_79B9;
    private double _last;

    /// <summary>RMS level; may follow the line's own.</summary>
    public double LevelDbov { get; set; } = levelDbov;

    public void Fill(Span<short> samples)
    {
        // Uniform noise of unit power, through a one-pole low-pass that keeps the power.
        var white = Math.Sqrt(3) * Math.Sqrt(1 - (_colour * _colour));
        var rms = AudioLevel.ToRms(LevelDbov);
        for (var i = 0; i < samples.Length; i++)
        {
            _last = (_colour * _last) + (white * NextUniform());
            samples[i] = (short)Math.Clamp(Math.Round(rms * _last), short.MinValue, short.MaxValue);
        }
    }

    /// <summary>Uniform in [-1, 1): xorshift64*.</summary>
    private double NextUniform()
    {
        _random ^= _random >> 12;
        _random ^= _random << 25;
        _random ^= _random >> 27;
        return (long)(_random * 0x2545_F491_4F6C_DD1D) / (double)(1UL << 63);
    }
}
