namespace CompliantVoiceProxy.Audit;

/// <summary>How patiently the audit log is written.</summary>
public sealed record AuditWriterOptions
{
    /// <summary>How many events may wait for the store. One more is refused at once.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>How long an event may take to become durable before what waits for it is refused.</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a store that failed is tried again, events or none.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the anchor may lag behind the chain.</summary>
    public TimeSpan AnchorInterval { get; init; } = TimeSpan.FromSeconds(1);
}
