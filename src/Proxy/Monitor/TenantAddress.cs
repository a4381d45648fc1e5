using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>An address that a call to a tenant may have.</summary>
internal static class TenantAddress
{
    /// <summary>What may stand for the run of any characters in a pattern.</summary>
    private static readonly ImmutableArray<string> Runs = ["monitor", "", "@monitor", "monitor@monitor"];

    /// <param name="tenantOf">Whose an address is, as the call server would find.</param>
    /// <returns>Null when each of the tenant's patterns is overruled by another tenant's.</returns>
    public static SipUri? Of(TenantPolicy policy, Func<string, string?> tenantOf) =>
        policy.Called
            .SelectMany(called => Runs, (called, run) => called.Pattern.Replace("*", run, StringComparison.Ordinal))
            .Select(address => address.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && SipUri.TryParse($"sip:{address}", out var uri) ? uri : null)
            .OfType<SipUri>()
            .FirstOrDefault(uri => tenantOf(uri.UserAtHost()) == policy.Tenant);
}
