using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Tests.Monitor;

public sealed class MonitorRoundsTests
{
    private readonly MonitorRounds _rounds = new(TimeSpan.FromSeconds(60), TimeSpan.Zero);

    [Fact]
    public void Tenants_are_called_in_turn_once_a_round()
    {
        Next(0).Should().Be("a");
        Next(20).Should().Be("b");
        Next(40).Should().BeNull();
        _rounds.NextDeadline.Should().Be(TimeSpan.FromSeconds(60));
        Next(60).Should().Be("a");
    }

    [Fact]
    public void A_round_that_takes_longer_than_the_interval_is_followed_at_once()
    {
        Next(0).Should().Be("a");
        Next(45).Should().Be("b");
        Next(90).Should().Be("a");
        Next(100).Should().Be("b");
        Next(140).Should().BeNull();
        _rounds.NextDeadline.Should().Be(TimeSpan.FromSeconds(150));
    }

    [Fact]
    public void With_nobody_to_call_the_next_look_is_an_interval_later()
    {
        _rounds.Next(TimeSpan.Zero, []).Should().BeNull();
        _rounds.NextDeadline.Should().Be(TimeSpan.FromSeconds(60));
    }

    private string? Next(double seconds) => _rounds.Next(TimeSpan.FromSeconds(seconds), ["a", "b"]);
}
