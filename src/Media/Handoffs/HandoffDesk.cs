using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Handoffs;

/// <summary>Holds what calls that went to people left for them, in this process's memory alone, for <see cref="KeptFor"/> at most.</summary>
/// <remarks>Bounded: when <see cref="Capacity"/> are held, a further call gets no token, and reaches people without its data. Safe from several threads.</remarks>
internal sealed class HandoffDesk : IHandoffs, IDisposable
{
    private const int Capacity = 10_000;
    private const int TokenBytes = 24;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SameReaderAgainFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly IAuditTrail _audit;
    private readonly DeclaredNames _readers;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <param name="readers">The names of those who may read, for the audit log.</param>
    public HandoffDesk(IAuditTrail audit, IEnumerable<string> readers, TimeProvider time)
    {
        (_audit, _readers, _time) = (audit, new DeclaredNames(readers), time);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>How many are held.</summary>
    public int Count => _kept.Count;

    /// <returns>The token, 32 letters, digits, hyphens and underscores that tell nothing; null when the desk is full.</returns>
    public Sensitive<string>? Keep(HandoffDraft draft)
    {
        if (_kept.Count >= Capacity)
        {
            return null;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _kept[token] = new Kept(draft, _time.GetUtcNow(), _time.GetTimestamp());
        return new Sensitive<string>(token);
    }

    public async Task<HandoffReading> RedeemAsync(string token, HandoffReader reader, CancellationToken cancellationToken)
    {
        if (!_kept.TryGetValue(token, out var kept) || IsOver(kept))
        {
            return new HandoffUnknown();
        }

        if (!TrySpend(kept, reader))
        {
            await TryRecordAsync(kept, new HandoffRefused(_readers.LabelOf(reader.Name)), cancellationToken);
            return new HandoffSpent();
        }

        var withValues = kept.Draft.Policy.Handoff.ValuesFor.Contains(reader.Role, StringComparer.Ordinal);
        return await TryRecordAsync(kept, new HandoffRead(_readers.LabelOf(reader.Name), withValues), cancellationToken)
            ? Write(kept, withValues)
            : new HandoffUnavailable();
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _kept.Clear();
    }

    private bool TrySpend(Kept kept, HandoffReader reader)
    {
        lock (kept)
        {
            kept.Reader ??= (reader, _time.GetTimestamp());
            return kept.Reader is var (first, at) && first == reader && _time.GetElapsedTime(at) <= SameReaderAgainFor;
        }
    }

    private async Task<bool> TryRecordAsync(Kept kept, AuditEvent read, CancellationToken cancellationToken)
    {
        var policy = kept.Draft.Policy;
        try
        {
            await _audit.AppendAsync(read with { CallId = kept.Draft.CallId, Tenant = policy.Tenant, PolicyRevision = policy.Revision }, cancellationToken);
            return true;
        }
        catch (AuditUnavailableException)
        {
            return false;
        }
    }

    private static Handoff Write(Kept kept, bool withValues) => new(
        kept.Draft.CallId,
        kept.Draft.Policy.Tenant,
        kept.At,
        kept.Draft.Reason.Text,
        kept.Draft.Turns,
        [.. kept.Draft.Values.Select(value => new HandoffValue(value.Token, withValues ? value.Value : null))]);

    private bool IsOver(Kept kept) => _time.GetElapsedTime(kept.Since) > KeptFor;

    private void Sweep()
    {
        foreach (var (token, kept) in _kept)
        {
            if (IsOver(kept))
            {
                _kept.TryRemove(token, out _);
            }
        }
    }

    private sealed class Kept(HandoffDraft draft, DateTimeOffset at, long since)
    {
        public HandoffDraft Draft => draft;

        public DateTimeOffset At => at;

        public long Since => since;

        /// <summary>Who redeemed it first, and when.</summary>
        public (HandoffReader Reader, long At)? Reader { get; set; }
    }
}
