using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Tests.Demo;

public sealed class SoundRuleTests
{
    private static readonly TestUtterance Card = TestCall.Read(TestCall.DefaultFolder).Patient.Single(utterance => utterance.File == "patient-4-card.wav");
    private static readonly MediaInterval Planted = Card.Parts.Single(part => part.IsPlanted).Interval;

    public static TheoryData<string> Masks => ["silence", "tone", "noise"];

    [Fact]
    public void The_unchanged_call_passes_at_another_place_and_rate()
    {
        var left = new WavFile(Resampler.Convert([.. new short[3_210], .. Card.Sound.Samples.Span], 8_000, 24_000), 24_000);

        Judge(left).TotalSeconds.Should().BeGreaterThan(Planted.Duration.TotalSeconds * 0.6, "pauses between the groups are not voiced");
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void A_masked_part_does_not_pass(string mask)
    {
        var left = Card.Sound.Samples.ToArray();
        Fill(mask, left.AsSpan((int)Planted.Start.ToSamples(8_000), (int)Planted.Duration.ToSamples(8_000)));

        Judge(new WavFile(left, 8_000)).Should().BeLessThanOrEqualTo(MediaTime.FromMilliseconds(20), "a vowel may resemble a tone for a frame");
    }

    [Fact]
    public void A_part_turned_down_or_moved_by_3_ms_has_passed()
    {
        var left = Card.Sound.Samples.ToArray();
        var part = left.AsSpan((int)Planted.Start.ToSamples(8_000), (int)Planted.Duration.ToSamples(8_000));
        part.ToArray().Select(sample => (short)(sample / 4)).ToArray().AsSpan(0, part.Length - 24).CopyTo(part[24..]);

        Judge(new WavFile(left, 8_000)).Should().BeGreaterThan(SoundRule.Allowed);
    }

    [Fact]
    public void A_hole_in_the_mask_is_counted_by_its_length()
    {
        var left = Card.Sound.Samples.ToArray();
        var (start, length) = ((int)Planted.Start.ToSamples(8_000), (int)Planted.Duration.ToSamples(8_000));
        left.AsSpan(start, 16_000).Clear();
        left.AsSpan(start + 16_000 + 8_000, length - 24_000).Clear();

        Judge(new WavFile(left, 8_000)).TotalSeconds.Should().BeInRange(0.4, 1.1);
    }

    [Fact]
    public void Nothing_passes_into_an_empty_recording() => Judge(new WavFile(ReadOnlyMemory<short>.Empty, 8_000)).Should().Be(MediaTime.Zero);

    private static MediaTime Judge(WavFile left) => SoundRule.Judge(Card, left).Single().Passed;

    private static void Fill(string mask, Span<short> samples)
    {
        samples.Clear();
        if (mask is "tone")
        {
            new ToneGenerator(440, levelDbov: -10, 8_000).Fill(samples, ends: true);
        }
        else if (mask is "noise")
        {
            var random = new Random(7);
            foreach (ref var sample in samples)
            {
                sample = (short)random.Next(-9_000, 9_000);
            }
        }
    }
}
