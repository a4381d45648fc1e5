namespace CompliantVoiceProxy.Audit;

/// <summary>An event on its way to the store.</summary>
/// <param name="Time">When it happened.</param>
public readonly record struct AuditEntry(DateTimeOffset Time, AuditEvent Event);
