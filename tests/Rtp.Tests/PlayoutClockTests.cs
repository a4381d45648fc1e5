namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class PlayoutClockTests
{
    [Fact]
    public void An_hour_of_ticks_neither_gains_nor_loses_one_however_late_they_are_asked_for()
    {
        var random = new Random(1);
        var clock = new PlayoutClock(Packets.Ms(20), Packets.Ms(3));
        var (ticks, now) = (0L, TimeSpan.Zero);

        while (now < TimeSpan.FromHours(1))
        {
            now += Packets.Ms(random.NextDouble() * 90);
            ticks += clock.Advance(now);
            ticks.Should().Be(1 + (long)Math.Floor((now - Packets.Ms(3)) / Packets.Ms(20)));
        }

        clock.Skipped.Should().Be(0);
    }

    [Fact]
    public void A_tick_is_never_early()
    {
        var clock = new PlayoutClock(Packets.Ms(20), Packets.Ms(10));

        clock.Advance(Packets.Ms(9.999)).Should().Be(0);
        clock.Advance(Packets.Ms(10)).Should().Be(1);
        clock.Advance(Packets.Ms(29)).Should().Be(0);
        clock.NextDeadline.Should().Be(Packets.Ms(30));
    }

    [Fact]
    public void After_a_long_stall_it_goes_on_from_now()
    {
        var clock = new PlayoutClock(Packets.Ms(20), TimeSpan.Zero);

        clock.Advance(Packets.Ms(980)).Should().Be(50, "up to a second is made good");
        clock.Advance(Packets.Ms(5_000)).Should().Be(1);
        clock.Skipped.Should().Be(200);
        clock.NextDeadline.Should().Be(Packets.Ms(5_020));
    }
}
