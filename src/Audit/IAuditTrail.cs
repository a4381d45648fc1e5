namespace CompliantVoiceProxy.Audit;

/// <summary>Where audit events go. What depends on an event having been recorded waits for the append.</summary>
public interface IAuditTrail
{
    /// <summary>Completes when the event is durable on disk and chained to the one before it.</summary>
    /// <exception cref="AuditUnavailableException">The event could not be made durable; what waits for it must not happen.</exception>
    ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken);
}
