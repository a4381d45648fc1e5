namespace CompliantVoiceProxy.Audit;

/// <summary>Which records are wanted; all of them when nothing is set.</summary>
public sealed record AuditRange
{
    /// <summary>Events at this time and later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Events before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Events of this call alone.</summary>
    public Guid? CallId { get; init; }

    /// <summary>Records with at least this sequence.</summary>
    public long FromSequence { get; init; } = 1;
}
