namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>
/// Who is due next. An entry stays when its deadline moves back or goes: taking it out then finds nothing due, and until then it is kept alive, unless
/// it is forgotten. At most one entry is kept for each time that a deadline moved forward.
/// </summary>
internal sealed class DeadlineQueue<T>
    where T : class, IHasDeadline
{
    private readonly PriorityQueue<T, TimeSpan> _entries = new();

    public TimeSpan? Next => _entries.TryPeek(out _, out var due) ? due : null;

    /// <summary>Entries, stale ones among them.</summary>
    public int Count => _entries.Count;

    /// <summary>Notes the present deadline. To be called after every step.</summary>
    public void Note(T item)
    {
        if (item.NextDeadline is { } due && (item.QueuedDeadline is not { } queued || due < queued))
        {
            item.QueuedDeadline = due;
            _entries.Enqueue(item, due);
        }
    }

    /// <summary>Lets go of one that will never be due again. Looks at every entry.</summary>
    public void Forget(T item)
    {
        while (item.QueuedDeadline is not null && _entries.Remove(item, out _, out _))
        {
            // each time that its deadline moved forward it was noted again
        }

        item.QueuedDeadline = null;
    }

    /// <summary>Takes out the next one whose entry is due; it may turn out to have nothing to do.</summary>
    public bool TryTakeDue(TimeSpan now, out T item)
    {
        if (!_entries.TryPeek(out item!, out var due) || due > now)
        {
            return false;
        }

        _entries.Dequeue();
        item.QueuedDeadline = null;
        return true;
    }
}
