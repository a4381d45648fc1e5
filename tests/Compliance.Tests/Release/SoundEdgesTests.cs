using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Compliance.Tests.Release;

public sealed class SoundEdgesTests
{
    private const int Rate = 8000;
    private static readonly MediaTime Least = MediaTime.FromMilliseconds(50);
    private static readonly MediaTime Most = MediaTime.FromMilliseconds(200);

    [Fact]
    public void A_mask_ends_in_the_pause_beside_the_word()
    {
        var edges = Outward(new MediaInterval(Seconds(1), Seconds(2)), (0, 1, 8000), (0.85, 0.93, 0), (2.1, 2.2, 0));

        edges.Start.TotalSeconds.Should().BeInRange(0.85, 0.93);
        edges.End.TotalSeconds.Should().BeInRange(2.1, 2.2);
    }

    [Fact]
    public void Where_words_run_together_it_ends_in_the_dip_between_them()
    {
        var edges = Outward(new MediaInterval(Seconds(1), Seconds(2)), (0, 3, 8000), (0.82, 0.86, 3000), (2.14, 2.18, 3000));

        edges.Start.TotalSeconds.Should().BeInRange(0.82, 0.86);
        edges.End.TotalSeconds.Should().BeInRange(2.14, 2.18);
    }

    [Fact]
    public void A_quiet_moment_within_the_word_itself_does_not_end_it()
    {
        var edges = Outward(new MediaInterval(Seconds(1), Seconds(2)), (0, 3, 8000), (0.97, 1.2, 0), (1.8, 2.03, 0));

        edges.Start.Should().BeLessThanOrEqualTo(Seconds(1) - Least);
        edges.End.Should().BeGreaterThanOrEqualTo(Seconds(2) + Least);
    }

    [Fact]
    public void Where_the_sound_is_not_held_it_reaches_as_far_as_it_may()
    {
        var hold = new HoldBuffer(Rate, MediaTime.FromSeconds(10));
        hold.Append(new short[3 * Rate]);
        hold.DiscardBefore(Seconds(1));

        var edges = new SoundEdges(hold).Outward(new MediaInterval(Seconds(1.1), Seconds(2.95)), Least, Most);

        edges.Should().Be(new MediaInterval(Seconds(1.1) - Most, Seconds(2.95) + Most));
    }

    [Fact]
    public void A_policy_without_padding_gets_none()
    {
        var word = new MediaInterval(Seconds(1), Seconds(2));

        new SoundEdges(new HoldBuffer(Rate, MediaTime.FromSeconds(1))).Outward(word, MediaTime.Zero, MediaTime.Zero).Should().Be(word);
    }

    /// <summary>The edges that a word gets in three seconds of sound; each part has its start, its end and its loudness.</summary>
    private static MediaInterval Outward(MediaInterval word, params (double Start, double End, short Peak)[] parts)
    {
        var samples = new short[3 * Rate];
        Array.Fill(samples, (short)8000);
        foreach (var (start, end, peak) in parts)
        {
            samples.AsSpan((int)(start * Rate)..(int)(end * Rate)).Fill(peak);
        }

        var hold = new HoldBuffer(Rate, MediaTime.FromSeconds(10));
        hold.Append(samples);
        return new SoundEdges(hold).Outward(word, Least, Most);
    }

    private static MediaTime Seconds(double seconds) => MediaTime.FromSeconds(seconds);
}
