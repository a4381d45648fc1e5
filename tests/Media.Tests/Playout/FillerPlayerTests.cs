using CompliantVoiceProxy.Media.Playout;

namespace CompliantVoiceProxy.Media.Tests.Playout;

public sealed class FillerPlayerTests
{
    private const int Frame = 160;

    [Fact]
    public void The_same_filler_is_never_heard_twice_running()
    {
        var player = new FillerPlayer([Sound(1), Sound(2), Sound(3)], background: default, first: 5, fade: Frame);
        var heard = new List<short>();
        for (var round = 0; round < 20; round++)
        {
            player.PlayNext();
            heard.Add(Take(player)[0]);
            while (player.IsPlaying)
            {
                Take(player);
            }
        }

        heard.Zip(heard.Skip(1)).Should().OnlyContain(pair => pair.First != pair.Second);
        heard.Distinct().Should().HaveCount(3);
    }

    [Fact]
    public void A_filler_that_is_stopped_falls_silent_without_a_click_and_the_next_begins_at_full_level()
    {
        var player = new FillerPlayer([Sound(1000), Sound(2000)], background: default, first: 0, fade: 2 * Frame);
        player.PlayNext();
        Take(player);
        player.Stop();

        var end = Take(player).Concat(Take(player)).ToArray();

        end.Zip(end.Skip(1)).Should().OnlyContain(pair => pair.First >= pair.Second && pair.First - pair.Second <= 10);
        player.IsPlaying.Should().BeFalse();
        player.PlayNext();
        Take(player)[0].Should().Be(2000);
    }

    [Fact]
    public void The_background_is_heard_between_fillers_until_all_is_stopped()
    {
        var player = new FillerPlayer([Sound(1), Sound(2)], background: Sound(7).ToArray(), first: 0, fade: Frame);
        player.PlayNext();
        while (Take(player)[0] == 1)
        {
        }

        Take(player).Should().OnlyContain(sample => sample == 7);
        player.IsPlaying.Should().BeTrue();
        player.Stop();
        Take(player, out var ended);
        ended.Should().BeTrue();
        Take(player).Should().OnlyContain(sample => sample == 0);
    }

    [Fact]
    public void A_filler_tells_of_its_end_once()
    {
        var player = new FillerPlayer([Sound(1), Sound(2)], background: default, first: 0, fade: Frame);
        player.PlayNext();
        var ends = 0;
        for (var at = 0; at < 20; at++)
        {
            Take(player, out var ended);
            ends += ended ? 1 : 0;
        }

        ends.Should().Be(1);
    }

    private static ReadOnlyMemory<short> Sound(short level) => Enumerable.Repeat(level, 9 * Frame / 2).ToArray();

    private static short[] Take(FillerPlayer player) => Take(player, out _);

    private static short[] Take(FillerPlayer player, out bool ended)
    {
        var frame = new short[Frame];
        ended = player.Take(frame);
        return frame;
    }
}
