using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>The tenants' policies that are in force, kept in step with a folder of files. A file that goes wrong leaves its last good revision in force, and says so in <see cref="Files"/>.</summary>
/// <remarks>
/// Reads are safe from any thread; <see cref="Load"/> and <see cref="Poll"/> come from one thread at a time. Files are compared by content, so renames over
/// a file, restored time stamps and swapped links are all seen; a change is taken once it has stood still from one poll to the next, so half a file is not.
/// Has no clock of its own: <see cref="WatchAsync"/> is its driver.
/// </remarks>
public sealed class PolicyStore(string folder, string? defaultTenant = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Revision), (TenantPolicy Policy, int Pins)> _pinned = [];
    private ImmutableDictionary<string, Standing> _standings = ImmutableDictionary<string, Standing>.Empty;
    private ImmutableSortedDictionary<string, string> _seen = ImmutableSortedDictionary<string, string>.Empty;
    private ImmutableSortedDictionary<string, string> _taken = ImmutableSortedDictionary<string, string>.Empty;
    private PolicySnapshot _inForce = PolicySnapshot.Empty;

    /// <summary>The policies for calls to come, in order of tenants.</summary>
    public ImmutableArray<TenantPolicy> Policies => Volatile.Read(ref _inForce).Policies;

    /// <summary>How each file stands, in order of names.</summary>
    public ImmutableArray<PolicyFileState> Files => Volatile.Read(ref _inForce).Files;

    /// <summary>Whose policy a new call falls under, held until the pin is disposed of.</summary>
    /// <param name="called">user@host, without scheme, port or parameters.</param>
    /// <returns>Null when no tenant matches and there is no default one.</returns>
    public PolicyPin? Pin(string called)
    {
        lock (_lock)
        {
            if (_inForce.Find(called, defaultTenant) is not { } policy)
            {
                return null;
            }

            var name = (policy.Tenant, policy.Revision);
            var pins = _pinned.TryGetValue(name, out var held) ? held.Pins : 0;
            _pinned[name] = (policy, pins + 1);
            return new PolicyPin(policy, Unpin);
        }
    }

    /// <summary>A policy by its name: one in force, or one that a call has pinned.</summary>
    public TenantPolicy? Find(string tenant, string revision)
    {
        lock (_lock)
        {
            return _pinned.TryGetValue((tenant, revision), out var held)
                ? held.Policy
                : _inForce.Policies.FirstOrDefault(policy => policy.Tenant == tenant && policy.Revision == revision);
        }
    }

    /// <summary>Takes the folder as it stands now, settled or not: for the start.</summary>
    /// <exception cref="IOException">The folder is not there or cannot be read.</exception>
    public ImmutableArray<PolicyChange> Load()
    {
        ImmutableArray<PolicyFile> files = [.. PolicyFolder.Paths(folder).Select(PolicyFile.Read)];
        _seen = RevisionsOf(files);
        return Take(files);
    }

    /// <summary>Looks at the folder again and takes what has changed since it was last taken, if it is the same as at the poll before. A folder that cannot be read changes nothing.</summary>
    public ImmutableArray<PolicyChange> Poll()
    {
        try
        {
            ImmutableArray<string> paths = [.. PolicyFolder.Paths(folder)];
            var revisions = paths.ToImmutableSortedDictionary(path => path, PolicyFile.RevisionOf, StringComparer.Ordinal);
            if (!HasSettled(revisions) || (revisions.SequenceEqual(_taken) && Files.All(file => file.Errors.IsEmpty)))
            {
                return [];
            }

            ImmutableArray<PolicyFile> files = [.. paths.Select(PolicyFile.Read)];
            return HasSettled(RevisionsOf(files)) ? Take(files) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Polls until cancelled, and hands each change on.</summary>
    public async Task WatchAsync(
        TimeSpan interval, TimeProvider clock, Func<PolicyChange, CancellationToken, Task> onChange, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var change in Poll())
            {
                await onChange(change, cancellationToken);
            }
        }
    }

    private void Unpin(TenantPolicy policy)
    {
        lock (_lock)
        {
            var name = (policy.Tenant, policy.Revision);
            var pins = _pinned[name].Pins - 1;
            if (pins == 0)
            {
                _pinned.Remove(name);
            }
            else
            {
                _pinned[name] = (policy, pins);
            }
        }
    }

    /// <summary>Whether the files are as they were when this was last asked.</summary>
    private bool HasSettled(ImmutableSortedDictionary<string, string> revisions)
    {
        var hasSettled = revisions.SequenceEqual(_seen);
        _seen = revisions;
        return hasSettled;
    }

    private static ImmutableSortedDictionary<string, string> RevisionsOf(ImmutableArray<PolicyFile> files) =>
        files.ToImmutableSortedDictionary(file => file.Path, file => file.Revision, StringComparer.Ordinal);

    private ImmutableArray<PolicyChange> Take(ImmutableArray<PolicyFile> files)
    {
        _taken = RevisionsOf(files);
        var before = _standings;
        var after = Settle([.. files.Select(file => Standing.Of(file, before.GetValueOrDefault(file.Path)))])
            .ToImmutableDictionary(standing => standing.Written.Path);
        _standings = after;
        lock (_lock)
        {
            Volatile.Write(ref _inForce, Snapshot(after));
        }

        return [.. Changes(before, after)];
    }

    private static PolicySnapshot Snapshot(ImmutableDictionary<string, Standing> standings) => new(
        [.. standings.Values.Select(standing => standing.InForce?.Policy).OfType<TenantPolicy>().OrderBy(policy => policy.Tenant, StringComparer.Ordinal)],
        [.. standings.Values.Select(standing => standing.State).OrderBy(state => state.File, StringComparer.Ordinal)]);

    /// <summary>Refuses each new revision that ties with what would be in force beside it, until none does: a refused one may bring back a last good one that ties with another.</summary>
    private static ImmutableArray<Standing> Settle(ImmutableArray<Standing> standings)
    {
        while (true)
        {
            var tied = standings
                .Where(standing => standing.IsNew)
                .Select(standing => (Standing: standing, Errors: TiesOf(standing, standings)))
                .Where(pair => !pair.Errors.IsEmpty)
                .ToDictionary(pair => pair.Standing, pair => pair.Errors);
            if (tied.Count == 0)
            {
                return standings;
            }

            standings = [.. standings.Select(standing => tied.TryGetValue(standing, out var errors) ? standing.Refuse(errors) : standing)];
        }
    }

    private static ImmutableArray<ConfigError> TiesOf(Standing standing, ImmutableArray<Standing> all) =>
        [.. all.Where(other => other != standing && other.InForce is not null)
            .SelectMany(other => CalledPatternTies.Between(standing.InForce!, other.InForce!))];

    private static IEnumerable<PolicyChange> Changes(ImmutableDictionary<string, Standing> before, ImmutableDictionary<string, Standing> after)
    {
        foreach (var (path, standing) in after.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var old = before.GetValueOrDefault(path);
            if (standing.InForce is { } inForce && inForce.Revision != old?.InForce?.Revision)
            {
                yield return new PolicyChange(PolicyChangeKind.Loaded, standing.State);
            }
            else if (!standing.Written.Errors.IsEmpty && !standing.Written.Errors.SequenceEqual(old?.Written.Errors ?? []))
            {
                yield return new PolicyChange(PolicyChangeKind.Refused, standing.State);
            }
        }

        foreach (var (path, standing) in before.Where(pair => !after.ContainsKey(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new PolicyChange(PolicyChangeKind.Removed, standing.State);
        }
    }

    /// <summary>One file: as it is written now, and the last good reading of it.</summary>
    private sealed record Standing(PolicyFile Written, PolicyFile? InForce, PolicyFile? LastGood)
    {
        /// <summary>Not in force before this reading, so that it can still be refused.</summary>
        public bool IsNew => InForce is not null && InForce != LastGood;

        public PolicyFileState State =>
            new(Path.GetFileName(Written.Path), InForce?.Policy?.Tenant, InForce?.Revision, Written.Errors);

        /// <summary>A file that changed nothing stays as it was: what has been in force is never refused for a newcomer's sake.</summary>
        public static Standing Of(PolicyFile written, Standing? before)
        {
            var lastGood = before?.InForce;
            return written.Policy is not null && written.Revision != lastGood?.Revision
                ? new Standing(written, written, lastGood)
                : new Standing(written, lastGood, lastGood);
        }

        public Standing Refuse(ImmutableArray<ConfigError> errors) => this with { Written = Written.With(errors), InForce = LastGood };
    }
}
