namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>Something that wants to be looked at when its time has come.</summary>
internal interface IHasDeadline
{
    TimeSpan? NextDeadline { get; }

    /// <summary>The earliest entry that a <see cref="DeadlineQueue{T}"/> holds for it; the queue's own note.</summary>
    TimeSpan? QueuedDeadline { get; set; }
}
