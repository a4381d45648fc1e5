namespace CompliantVoiceProxy.Audio.Tests;

public sealed class ToneAndNoiseTests
{
    [Fact]
    public void A_tone_has_its_frequency_and_level_and_no_click_at_its_edges()
    {
        var samples = new short[8_000];

        new ToneGenerator(1_000, -20, 8_000).Fill(samples, ends: true);

        Sound.AmplitudeAt(samples, 1_000, 8_000).Should().BeApproximately(AudioLevel.ToRms(-20) * Math.Sqrt(2), 30);
        AudioLevel.RmsDbov(samples).Should().BeApproximately(-20, 0.1);
        Math.Abs((int)samples[0]).Should().BeLessThan(50);
        Math.Abs((int)samples[^1]).Should().BeLessThan(50);
    }

    [Fact]
    public void Pieces_of_a_tone_give_the_same_as_the_whole()
    {
        var (whole, pieces) = (new short[1_000], new short[1_000]);
        var tone = new ToneGenerator(440, -15, 8_000);

        tone.Fill(whole, ends: true);
        tone.Fill(pieces.AsSpan(0, 3));
        tone.Fill(pieces.AsSpan(3, 700));
        tone.Fill(pieces.AsSpan(703), ends: true);

        pieces.Should().Equal(whole);
    }

    [Fact]
    public void A_tone_shorter_than_its_edges_stays_soft()
    {
        var samples = new short[20];

        new ToneGenerator(1_000, -10, 8_000).Fill(samples, ends: true);

        Sound.LargestStep([0, .. samples, 0]).Should().BeLessThan((int)(AudioLevel.ToRms(-10) * Math.Sqrt(2)));
    }

    [Theory]
    [InlineData(-30, 0)]
    [InlineData(-60, 0)]
    [InlineData(-40, 0.7)]
    public void Noise_has_its_level_and_is_the_same_for_the_same_seed(double level, double colour)
    {
        var (first, second, other) = (new short[80_000], new short[80_000], new short[80_000]);

        new ComfortNoise(5, level, colour).Fill(first);
        new ComfortNoise(5, level, colour).Fill(second);
        new ComfortNoise(6, level, colour).Fill(other);

        AudioLevel.RmsDbov(first).Should().BeApproximately(level, 0.3);
        first.Should().Equal(second);
        first.Should().NotEqual(other);
    }

    [Fact]
    public void Flat_noise_has_no_memory_and_coloured_noise_falls_with_frequency()
    {
        static double NextSampleCorrelation(double colour)
        {
            var samples = new short[80_000];
            new ComfortNoise(1, -20, colour).Fill(samples);
            return samples.Zip(samples.Skip(1)).Sum(pair => (double)pair.First * pair.Second) / samples.Sum(sample => (double)sample * sample);
        }

        NextSampleCorrelation(0).Should().BeApproximately(0, 0.02);
        NextSampleCorrelation(0.7).Should().BeApproximately(0.7, 0.02);
    }

    [Fact]
    public void Levels_are_relative_to_a_full_scale_square_wave()
    {
        AudioLevel.RmsDbov(Enumerable.Repeat(short.MinValue, 100).ToArray()).Should().Be(0);
        AudioLevel.RmsDbov(Sound.Sine(1_000, 8_000, 1, 32_767)).Should().BeApproximately(-3.01, 0.01);
        AudioLevel.RmsDbov(new short[100]).Should().Be(AudioLevel.FloorDbov);
        AudioLevel.RmsDbov([]).Should().Be(AudioLevel.FloorDbov);
        AudioLevel.FromRms(AudioLevel.ToRms(-33)).Should().BeApproximately(-33, 1e-9);
    }
}
