namespace CompliantVoiceProxy.Audio.Tests;

public sealed class ResamplerTests
{
    public static TheoryData<int, int> Pairs
    {
        get
        {
            int[] rates = [8_000, 16_000, 24_000, 48_000];
            var pairs = new TheoryData<int, int>();
            foreach (var input in rates)
            {
                foreach (var output in rates)
                {
                    pairs.Add(input, output);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_tone_keeps_its_frequency_its_level_and_its_place_in_time(int input, int output)
    {
        foreach (var frequency in new[] { 300.0, 1_000, 3_400 })
        {
            var heard = Resampler.Convert(Sound.Sine(frequency, input, 0.5), input, output);
            var wanted = Sound.Sine(frequency, output, 0.5);

            heard.Length.Should().Be(wanted.Length);
            var edge = output / 50;
            Sound.Snr(wanted.AsSpan(edge..^edge), heard.AsSpan(edge..^edge)).Should().BeGreaterThan(55, "at {0} Hz", frequency);
        }
    }

    [Theory]
    [InlineData(8_000, 16_000)]
    [InlineData(8_000, 24_000)]
    [InlineData(8_000, 48_000)]
    [InlineData(16_000, 24_000)]
    [InlineData(16_000, 48_000)]
    [InlineData(24_000, 48_000)]
    public void Images_are_60_dB_down(int input, int output)
    {
        for (var frequency = 200.0; frequency <= 0.425 * input; frequency += 213)
        {
            var heard = Resampler.Convert(Sound.Sine(frequency, input, 0.5, 20_000), input, output);

            for (var multiple = input; multiple - frequency < output / 2; multiple += input)
            {
                foreach (var image in new[] { multiple - frequency, multiple + frequency }.Where(image => image < output / 2))
                {
                    Sound.AmplitudeAt(heard, image, output).Should().BeLessThan(20, "of {0} Hz at {1} Hz", frequency, image);
                }
            }
        }
    }

    [Theory]
    [InlineData(16_000, 8_000)]
    [InlineData(24_000, 8_000)]
    [InlineData(48_000, 8_000)]
    [InlineData(24_000, 16_000)]
    [InlineData(48_000, 16_000)]
    [InlineData(48_000, 24_000)]
    public void What_the_lower_rate_cannot_carry_is_60_dB_down(int input, int output)
    {
        for (var frequency = 0.5 * output; frequency < 0.5 * input; frequency += 317)
        {
            var heard = Resampler.Convert(Sound.Sine(frequency, input, 0.5, 20_000), input, output);

            AudioLevel.RmsDbov(heard.AsSpan((output / 50)..^(output / 50))).Should().BeLessThan(AudioLevel.FromRms(20_000 / Math.Sqrt(2)) - 60, "{0} Hz", frequency);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pieces_of_any_length_give_the_same_sound_as_the_whole(int input, int output)
    {
        var random = new Random(7);
        var sound = new short[input / 2];
        new ComfortNoise(3, -20).Fill(sound);
        var whole = Resampler.Convert(sound, input, output);
        var resampler = new Resampler(input, output);
        var pieces = new List<short>();

        for (var rest = sound.AsMemory(); !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, random.Next(0, 700))];
            rest = rest[piece.Length..];
            var room = new short[resampler.OutputCount(piece.Length)];
            resampler.Process(piece.Span, room).Should().Be(room.Length);
            pieces.AddRange(room);
            var lag = MediaTime.FromSamples(sound.Length - rest.Length, input) - MediaTime.FromSamples(pieces.Count, output);
            lag.Should().BeLessThanOrEqualTo(resampler.Latency);
        }

        var tail = new short[resampler.Pending];
        resampler.Flush(tail);
        pieces.AddRange(tail);
        pieces.Should().Equal(whole);
    }

    [Fact]
    public void The_latency_is_3_75_ms_at_8_kHz_and_nothing_between_equal_rates()
    {
        new Resampler(8_000, 48_000).Latency.Should().Be(MediaTime.FromMilliseconds(3.75));
        new Resampler(24_000, 16_000).Latency.Should().Be(MediaTime.FromMilliseconds(1.875));
        new Resampler(8_000, 8_000).Latency.Should().Be(MediaTime.Zero);
    }

    [Fact]
    public void A_constant_passes_unchanged_and_full_scale_does_not_wrap()
    {
        var constant = Enumerable.Repeat((short)12_345, 8_000).ToArray();
        var square = Enumerable.Range(0, 8_000).Select(i => i / 20 % 2 == 0 ? short.MaxValue : short.MinValue).ToArray();

        Resampler.Convert(constant, 8_000, 24_000).AsSpan(300..^300).ToArray().Should().OnlyContain(sample => sample == 12_345);
        var heard = Resampler.Convert(square, 8_000, 16_000);
        Enumerable.Range(40, 15_000).Should().OnlyContain(i => i % 40 < 10 || i % 40 > 30 || (heard[i] > 0) == (i / 40 % 2 == 0));
    }

    [Fact]
    public void Sixteen_bit_and_float_give_the_same()
    {
        var sound = Sound.Sine(700, 8_000, 0.2);

        var floats = Resampler.ConvertToFloat(sound, 8_000, 16_000);
        var shorts = Resampler.Convert(sound, 8_000, 16_000);

        floats.Select(sample => (short)MathF.Round(sample * 32_768)).Should().Equal(shorts);
    }

    [Fact]
    public void A_packet_through_it_allocates_nothing()
    {
        var resampler = new Resampler(8_000, 24_000);
        var (input, output) = (new short[160], new short[480]);
        var floats = new float[480];
        resampler.Process(input, output);
        resampler.Process(input, floats);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            resampler.Process(input, output);
            resampler.Process(input, floats);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Other_rates_and_too_little_room_are_refused()
    {
        FluentActions.Invoking(() => new Resampler(44_100, 8_000)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Resampler(8_000, 16_000).Process(new short[160], new short[100])).Should().Throw<ArgumentException>();
    }
}
