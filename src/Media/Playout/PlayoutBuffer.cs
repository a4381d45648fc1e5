using System.Globalization;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Media.Playout;

/// <summary>
/// What the caller is about to hear, at the line's rate, and how much of each item the caller has heard. Answers come faster than real time and wait here.
/// </summary>
/// <remarks>One loop owns it. Full means: take no more from the AI, whose socket then waits.</remarks>
public sealed class PlayoutBuffer(int sampleRate, MediaTime capacity)
{
    private readonly Queue<(string ItemId, ReadOnlyMemory<short> Samples)> _pieces = new();
    private long _waiting;
    private int _playedOfFirst;
    private long _playedOfItem;

    /// <summary>The item whose sound was played last, or is being played; null before the first and after <see cref="Clear"/>.</summary>
    public string? ItemId { get; private set; }

    /// <summary>How much of <see cref="ItemId"/> the caller has heard.</summary>
    public MediaTime Played => MediaTime.FromSamples(_playedOfItem, sampleRate);

    public bool IsEmpty => _waiting == 0;

    public bool IsFull => _waiting >= capacity.ToSamples(sampleRate);

    /// <param name="samples">At the line's rate; must stay unchanged.</param>
    public void Add(string itemId, ReadOnlyMemory<short> samples)
    {
        if (samples.IsEmpty)
        {
            return;
        }

        _pieces.Enqueue((itemId, samples));
        _waiting += samples.Length;
    }

    /// <summary>Fills a frame with what comes next, and the rest of it with zeros.</summary>
    /// <returns>How many samples were there.</returns>
    public int Take(Span<short> frame)
    {
        var taken = 0;
        while (taken < frame.Length && _pieces.TryPeek(out var piece))
        {
            if (piece.ItemId != ItemId)
            {
                (ItemId, _playedOfItem) = (piece.ItemId, 0);
            }

            var count = Math.Min(frame.Length - taken, piece.Samples.Length - _playedOfFirst);
            piece.Samples.Span.Slice(_playedOfFirst, count).CopyTo(frame[taken..]);
            taken += count;
            _playedOfFirst += count;
            _playedOfItem += count;
            _waiting -= count;
            if (_playedOfFirst == piece.Samples.Length)
            {
                _pieces.Dequeue();
                _playedOfFirst = 0;
            }
        }

        frame[taken..].Clear();
        return taken;
    }

    /// <summary>Forgets what has not been played.</summary>
    public void Clear()
    {
        _pieces.Clear();
        (_waiting, _playedOfFirst, _playedOfItem, ItemId) = (0, 0, 0, null);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PlayoutBuffer {capacity.TotalSeconds} s");
}
