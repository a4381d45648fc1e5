using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Tests.Monitor;

public sealed class TenantAddressTests
{
    [Theory]
    [InlineData("clinic@*", "sip:clinic@monitor")]
    [InlineData("*@clinic.example", "sip:monitor@clinic.example")]
    [InlineData("*@*", "sip:monitor@monitor")]
    [InlineData("+15550100@sip.example", "sip:+15550100@sip.example")]
    [InlineData("clinic*", "sip:clinic@monitor")]
    [InlineData("*", "sip:monitor@monitor")]
    public void An_address_is_made_of_a_pattern(string pattern, string address)
    {
        var policy = Policy("clinic", pattern);

        TenantAddress.Of(policy, called => TenantOf(called, policy))?.Text.Should().Be(address);
    }

    [Fact]
    public void An_address_that_is_another_tenants_is_not_called()
    {
        var (all, monitor) = (Policy("all", "*@*", "desk@*"), Policy("monitor", "monitor@*"));

        TenantAddress.Of(all, called => TenantOf(called, monitor) ?? TenantOf(called, all))?.Text.Should().Be("sip:desk@monitor");
    }

    private static string? TenantOf(string called, TenantPolicy policy) =>
        policy.Called.Any(pattern => pattern.Matches(called)) ? policy.Tenant : null;

    private static TenantPolicy Policy(string tenant, params string[] called) =>
        TenantPolicy.Defaults with { Tenant = tenant, Called = [.. called.Select(pattern => new CalledPattern(pattern))] };
}
