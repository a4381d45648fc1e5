using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>All policies in force at one moment. Replaced whole, never changed.</summary>
/// <param name="Policies">In order of tenants; no two tie.</param>
/// <param name="Files">In order of names.</param>
internal sealed record PolicySnapshot(ImmutableArray<TenantPolicy> Policies, ImmutableArray<PolicyFileState> Files)
{
    public static PolicySnapshot Empty { get; } = new([], []);

    /// <summary>The policy with the longest literal that matches; failing that, the default tenant's; failing that, null.</summary>
    public TenantPolicy? Find(string called, string? defaultTenant)
    {
        var matching = Policies
            .SelectMany(policy => policy.Called, (policy, pattern) => (Policy: policy, Pattern: pattern))
            .Where(pair => pair.Pattern.Matches(called))
            .OrderByDescending(pair => pair.Pattern.LiteralLength)
            .Select(pair => pair.Policy);
        return matching.FirstOrDefault() ?? Policies.FirstOrDefault(policy => policy.Tenant == defaultTenant);
    }
}
