namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class ReceptionStatisticsTests
{
    private static RtpHeader Header(int number, uint firstTimestamp = 0) => new(0, false, (ushort)(65_530 + number), firstTimestamp + (uint)(number * 160), 1);

    [Fact]
    public void Loss_is_told_in_whole_and_since_the_last_report()
    {
        var statistics = new ReceptionStatistics(8_000);
        for (var i = 0; i < 100; i++)
        {
            if (i % 4 != 3)
            {
                statistics.Count(Header(i), isPaced: true, Packets.Ms(20 * i));
            }
        }

        var first = statistics.Report(1, 0, TimeSpan.Zero);
        for (var i = 100; i < 200; i++)
        {
            statistics.Count(Header(i), isPaced: true, Packets.Ms(20 * i));
        }

        var second = statistics.Report(1, 0, TimeSpan.Zero);

        first.Lost.Should().Be(24, "99 were expected by the 99th, 75 came");
        first.FractionLost.Should().Be((byte)(24 * 256 / 99));
        second.Lost.Should().Be(25);
        second.FractionLost.Should().Be((byte)(1 * 256 / 101));
        second.ExtendedHighestSequenceNumber.Should().Be(65_530 + 199);
    }

    [Fact]
    public void Duplicates_make_the_loss_negative_and_the_fraction_zero()
    {
        var statistics = new ReceptionStatistics(8_000);
        for (var i = 0; i < 10; i++)
        {
            statistics.Count(Header(i), isPaced: true, Packets.Ms(20 * i));
            statistics.Count(Header(i), isPaced: true, Packets.Ms(20 * i));
        }

        var report = statistics.Report(1, 0, TimeSpan.Zero);

        (report.Lost, report.FractionLost).Should().Be((-10, (byte)0));
    }

    [Fact]
    public void Jitter_follows_the_formula_of_the_RFC_and_survives_the_timestamps_wrap()
    {
        var statistics = new ReceptionStatistics(8_000);
        var expected = 0.0;
        for (var i = 0; i < 200; i++)
        {
            // Every other packet is 10 ms (80 units) late: each difference of transits is 80.
            statistics.Count(Header(i, firstTimestamp: uint.MaxValue - 10_000), isPaced: true, Packets.Ms((20 * i) + (i % 2 * 10)));
            expected = i == 0 ? 0 : expected + ((80 - expected) / 16);
        }

        statistics.Jitter.Should().BeApproximately(expected, 0.001);
        statistics.Jitter.Should().BeApproximately(80, 0.1);
    }

    [Fact]
    public void Telephone_events_are_counted_but_say_nothing_of_jitter()
    {
        var statistics = new ReceptionStatistics(8_000);
        for (var i = 0; i < 50; i++)
        {
            statistics.Count(new RtpHeader(101, i == 0, (ushort)i, 1_000, 1), isPaced: false, Packets.Ms(20 * i));
        }

        (statistics.Received, statistics.Jitter).Should().Be((50L, 0.0));
    }
}
