using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>The last items that the AI spoke; older ones are forgotten, as nobody plays them any more. Thread-safe.</summary>
internal sealed class SpokenItems
{
    private const int Kept = 8;

    private readonly Lock _lock = new();
    private readonly Queue<SpokenItem> _items = new(Kept);

    public void Add(string id, MediaTime received)
    {
        lock (_lock)
        {
            var item = FindNeedsLock(id);
            if (item is null)
            {
                if (_items.Count == Kept)
                {
                    _items.Dequeue();
                }

                item = new SpokenItem(id);
                _items.Enqueue(item);
            }

            item.Received += received;
        }
    }

    /// <summary>Null when the AI spoke no such item.</summary>
    public SpokenItem? Find(string id)
    {
        lock (_lock)
        {
            return FindNeedsLock(id);
        }
    }

    private SpokenItem? FindNeedsLock(string id) => _items.FirstOrDefault(item => item.Id == id);
}
