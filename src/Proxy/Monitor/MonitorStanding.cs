using System.Collections.Immutable;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>How each monitored tenant stands by its last dummy call. May be used from any thread.</summary>
internal sealed class MonitorStanding
{
    private ImmutableDictionary<string, MonitorVerdict> _last = ImmutableDictionary<string, MonitorVerdict>.Empty;

    /// <summary>Whether calls have been tried and none of the tenants has an answering voice AI before which nothing planted got through.</summary>
    public bool IsFailed => Volatile.Read(ref _last) is { IsEmpty: false } last && last.Values.All(IsBad);

    /// <returns>The tenant's verdict before; null for the first.</returns>
    public MonitorVerdict? Note(string tenant, MonitorVerdict verdict)
    {
        MonitorVerdict? before = Volatile.Read(ref _last).TryGetValue(tenant, out var known) ? known : null;
        ImmutableInterlocked.AddOrUpdate(ref _last, tenant, verdict, (_, _) => verdict);
        return before;
    }

    /// <summary>Forgets those who are no longer monitored.</summary>
    public void Keep(IReadOnlySet<string> tenants) =>
        ImmutableInterlocked.Update(ref _last, (last, kept) => last.RemoveRange(last.Keys.Where(tenant => !kept.Contains(tenant))), tenants);

    private static bool IsBad(MonitorVerdict verdict) => verdict is MonitorVerdict.NoAnswer or MonitorVerdict.Survived;
}
