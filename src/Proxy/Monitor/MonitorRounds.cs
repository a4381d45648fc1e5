using System.Collections.Immutable;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>
/// Whom to call when: all tenants in turn, one call at a time, a round each interval; a round that takes longer than that is followed by the next at once.
/// Touches no socket and no clock; for one thread.
/// </summary>
internal sealed class MonitorRounds(TimeSpan every, TimeSpan now)
{
    private ImmutableQueue<string> _left = [];
    private TimeSpan _nextRound = now;

    /// <summary>When <see cref="Next"/> next has somebody; now or before while a round is under way.</summary>
    public TimeSpan NextDeadline => _left.IsEmpty ? _nextRound : TimeSpan.Zero;

    /// <summary>The tenant to call now; null when nobody is due.</summary>
    /// <param name="tenants">Who is monitored, as a new round would find them.</param>
    public string? Next(TimeSpan now, IEnumerable<string> tenants)
    {
        if (_left.IsEmpty && now >= _nextRound)
        {
            (_left, _nextRound) = ([.. tenants], now + every);
        }

        if (_left.IsEmpty)
        {
            return null;
        }

        _left = _left.Dequeue(out var tenant);
        return tenant;
    }
}
