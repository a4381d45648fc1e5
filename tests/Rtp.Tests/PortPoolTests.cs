namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class PortPoolTests
{
    [Fact]
    public void Pairs_are_even_and_odd_and_inside_the_range_and_each_is_lent_once()
    {
        var pool = new PortPool(20_001, 20_021, new Random(1));
        var lent = new List<PortPair>();
        while (pool.TryTake(TimeSpan.Zero, out var pair))
        {
            lent.Add(pair);
        }

        lent.Should().HaveCount(10).And.OnlyHaveUniqueItems();
        lent.Should().OnlyContain(pair => pair.Rtp % 2 == 0 && pair.Rtp >= 20_002 && pair.Rtcp == pair.Rtp + 1 && pair.Rtcp <= 20_021);
        lent.Should().NotBeInAscendingOrder(pair => pair.Rtp);
        (pool.Capacity, pool.Lent).Should().Be((10, 10));
    }

    [Fact]
    public void A_returned_pair_rests_for_30_s()
    {
        var pool = new PortPool(20_000, 20_001, new Random(1));
        pool.TryTake(TimeSpan.Zero, out var pair).Should().BeTrue();

        pool.Return(pair, TimeSpan.FromSeconds(10));
        pool.Return(pair, TimeSpan.FromSeconds(50));

        pool.TryTake(TimeSpan.FromSeconds(39.999), out _).Should().BeFalse();
        pool.TryTake(TimeSpan.FromSeconds(40), out var again).Should().BeTrue();
        again.Should().Be(pair);
        pool.TryTake(TimeSpan.FromSeconds(100), out _).Should().BeFalse("the second return was of a pair that was not lent");
    }

    [Fact]
    public void A_range_without_a_pair_is_refused() =>
        FluentActions.Invoking(() => new PortPool(20_001, 20_002, new Random(1))).Should().Throw<ArgumentOutOfRangeException>();
}
