namespace CompliantVoiceProxy.Rtp;

/// <summary>How long the last packets were under way, compared with the quickest of them. As it forgets, it follows drifting clocks and changed routes.</summary>
internal sealed class DelayWindow
{
    private const int Packets = 256; // 5 s at 20 ms
    private const int SlowestIgnored = 2; // of a full window: 99% of the packets are to be in time

    private readonly long[] _transits = new long[Packets];
    private int _next;
    private int _count;

    /// <summary>Packets seen since the last <see cref="Clear"/>, up to the window's length.</summary>
    public int Count => _count;

    /// <summary>The quickest packet's transit. Only differences of transits mean anything.</summary>
    public TimeSpan Quickest { get; private set; }

    /// <summary>The delay that would have been enough for nearly all of them.</summary>
    public TimeSpan Needed { get; private set; }

    public void Clear() => (_count, _next, Quickest, Needed) = (0, 0, TimeSpan.Zero, TimeSpan.Zero);

    /// <param name="transit">Arrival on our clock less timestamp on the sender's.</param>
    public void Add(TimeSpan transit)
    {
        _transits[_next] = transit.Ticks;
        _next = (_next + 1) % Packets;
        _count = Math.Min(_count + 1, Packets);

        Span<long> slowest = stackalloc long[SlowestIgnored + 1]; // descending
        slowest.Fill(long.MinValue);
        var ignored = SlowestIgnored * _count / Packets;
        var quickest = long.MaxValue;
        foreach (var ticks in _transits.AsSpan(0, _count))
        {
            quickest = Math.Min(quickest, ticks);
            if (ticks > slowest[ignored])
            {
                Insert(slowest[..(ignored + 1)], ticks);
            }
        }

        Quickest = new TimeSpan(quickest);
        Needed = new TimeSpan(slowest[ignored] - quickest);
    }

    private static void Insert(Span<long> descending, long value)
    {
        var i = descending.Length - 1;
        for (; i > 0 && descending[i - 1] < value; i--)
        {
            descending[i] = descending[i - 1];
        }

        descending[i] = value;
    }
}
