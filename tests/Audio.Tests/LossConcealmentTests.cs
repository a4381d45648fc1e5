namespace CompliantVoiceProxy.Audio.Tests;

public sealed class LossConcealmentTests
{
    private const int Packet = 160;

    /// <summary>Something like a voice: a pitch with overtones, slowly gliding.</summary>
    private static short[] Voice(double seconds, double pitch = 120)
    {
        var phase = 0.0;
        return [.. Enumerable.Range(0, (int)(8_000 * seconds)).Select(i =>
        {
            phase += 2 * Math.PI * (pitch + (3 * Math.Sin(i / 2_000.0))) / 8_000;
            return (short)Enumerable.Range(1, 8).Sum(overtone => 4_000.0 / overtone * Math.Sin((overtone * phase) + overtone));
        })];
    }

    private static short[] WithLosses(short[] sound, Func<int, bool> isLost)
    {
        var concealment = new LossConcealment();
        var heard = sound.ToArray();
        for (var packet = 0; packet < sound.Length / Packet; packet++)
        {
            var samples = heard.AsSpan(packet * Packet, Packet);
            if (isLost(packet))
            {
                samples.Fill(short.MaxValue);
                concealment.Conceal(samples);
            }
            else
            {
                concealment.Receive(samples);
            }
        }

        return heard;
    }

    [Fact]
    public void Without_loss_the_sound_is_untouched()
    {
        var voice = Voice(1);

        WithLosses(voice, _ => false).Should().Equal(voice);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(190)]
    public void A_lost_packet_of_a_voice_sounds_like_it(double pitch)
    {
        var voice = Voice(1, pitch);

        var heard = WithLosses(voice, packet => packet == 20);

        Sound.Snr(voice.AsSpan(20 * Packet, 80), heard.AsSpan(20 * Packet, 80)).Should().BeGreaterThan(3);
        AudioLevel.RmsDbov(heard.AsSpan(20 * Packet, Packet)).Should().BeApproximately(AudioLevel.RmsDbov(voice.AsSpan(20 * Packet, Packet)), 2);
        Sound.LargestStep(heard).Should().BeLessThan((int)(1.3 * Sound.LargestStep(voice)), "no seam clicks");
        heard[(22 * Packet)..].Should().Equal(voice[(22 * Packet)..]);
        heard[..(20 * Packet)].Should().Equal(voice[..(20 * Packet)], "what has been played is not changed");
    }

    [Fact]
    public void A_long_loss_fades_to_silence_within_60_ms_and_the_sound_comes_back()
    {
        var voice = Voice(2);

        var heard = WithLosses(voice, packet => packet is >= 20 and < 60);

        heard[((20 * Packet) + 480)..(60 * Packet)].Should().OnlyContain(sample => sample == 0);
        heard[(61 * Packet)..].Should().Equal(voice[(61 * Packet)..]);
    }

    [Fact]
    public void A_loss_before_anything_was_heard_is_silence() =>
        WithLosses(Voice(0.1), _ => true).Should().OnlyContain(sample => sample == 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_pattern_of_losses_keeps_the_level(int seed)
    {
        var random = new Random(seed);
        var voice = Voice(10);

        var heard = WithLosses(voice, _ => random.Next(10) == 0);

        AudioLevel.RmsDbov(heard).Should().BeApproximately(AudioLevel.RmsDbov(voice), 1);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var concealment = new LossConcealment();
        var samples = Voice(0.02);
        concealment.Receive(samples);
        concealment.Conceal(samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            concealment.Receive(samples);
            concealment.Conceal(samples);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
