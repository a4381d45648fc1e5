using System.Collections.Immutable;
using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Tests.Monitor;

public sealed class MonitorStandingTests
{
    private readonly MonitorStanding _standing = new();

    [Fact]
    public void Nothing_has_failed_before_a_call_was_tried() => _standing.IsFailed.Should().BeFalse();

    [Fact]
    public void It_fails_when_every_tenant_is_bad_and_not_before()
    {
        Note("a", "NoAnswer");
        Note("b", "Late");
        _standing.IsFailed.Should().BeFalse("a late answer is one");

        Note("b", "Survived");

        _standing.IsFailed.Should().BeTrue();
    }

    [Theory]
    [InlineData("Good")]
    [InlineData("Late")]
    public void The_next_call_that_goes_well_clears_it(string verdict)
    {
        Note("a", "NoAnswer");

        Note("a", verdict).Should().Be(MonitorVerdict.NoAnswer);

        _standing.IsFailed.Should().BeFalse();
    }

    [Fact]
    public void A_tenant_that_is_no_longer_monitored_holds_nothing_up()
    {
        Note("a", "Good");
        Note("b", "NoAnswer");

        _standing.Keep(ImmutableHashSet.Create("b"));
        _standing.IsFailed.Should().BeTrue();

        _standing.Keep(ImmutableHashSet<string>.Empty);
        _standing.IsFailed.Should().BeFalse();
    }

    private MonitorVerdict? Note(string tenant, string verdict) => _standing.Note(tenant, Enum.Parse<MonitorVerdict>(verdict));
}
