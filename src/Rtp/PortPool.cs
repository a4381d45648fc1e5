namespace CompliantVoiceProxy.Rtp;

/// <summary>
/// Lends port pairs from a range, in random order. A returned pair rests for <see cref="DrainTime"/> before it is lent again, so that a late packet of one
/// call cannot enter another. Thread-safe; touches no socket and no clock.
/// </summary>
public sealed class PortPool
{
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<(PortPair Pair, TimeSpan LendableAt)> _waiting = new(); // in order of time
    private readonly HashSet<PortPair> _lent = [];

    /// <param name="first">Lowest port; an odd one is left out.</param>
    /// <param name="last">Highest port, inside.</param>
    /// <param name="random">Makes the order of ports hard to guess.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range holds no pair of ports.</exception>
    public PortPool(int first, int last, Random random)
    {
        var pairs = Enumerable.Range(0, 65_536 / 2).Select(half => new PortPair(2 * half)).Where(pair => pair.Rtp >= Math.Max(first, 1) && pair.Rtcp <= last).ToArray();
        if (pairs.Length == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(last), last, $"From {first} on there is no even port with an odd one above it.");
        }

        random.Shuffle(pairs);
        Capacity = pairs.Length;
        foreach (var pair in pairs)
        {
            _waiting.Enqueue((pair, TimeSpan.MinValue));
        }
    }

    /// <summary>How many pairs the range holds.</summary>
    public int Capacity { get; }

    /// <summary>How many pairs are lent.</summary>
    public int Lent
    {
        get
        {
            lock (_lock)
            {
                return _lent.Count;
            }
        }
    }

    /// <summary>Lends the pair that has rested longest; false when all are lent or resting.</summary>
    public bool TryTake(TimeSpan now, out PortPair pair)
    {
        lock (_lock)
        {
            pair = default;
            if (!_waiting.TryPeek(out var next) || next.LendableAt > now)
            {
                return false;
            }

            pair = _waiting.Dequeue().Pair;
            return _lent.Add(pair);
        }
    }

    /// <summary>Takes a pair back. One that is not lent is left alone.</summary>
    public void Return(PortPair pair, TimeSpan now)
    {
        lock (_lock)
        {
            if (_lent.Remove(pair))
            {
                _waiting.Enqueue((pair, now + DrainTime));
            }
        }
    }
}
