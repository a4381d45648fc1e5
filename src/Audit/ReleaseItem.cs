namespace CompliantVoiceProxy.Audit;

/// <summary>One part of a release decision.</summary>
/// <param name="Action">Cleared, masked, made silent.</param>
/// <param name="Reason">Why: covered by words, an entity, low confidence, not explained, telephone event, transcriber late.</param>
/// <param name="EntityType">Such as CreditCard; empty when no entity is behind it.</param>
/// <param name="Recognizer">The recognizer's type name, or the name that the policy declares for a tenant's own; empty when none is behind it.</param>
/// <param name="Confidence">0 to 1; of the entity, or the least of the words.</param>
/// <param name="StartTicks">Media time, 1/48,000 s.</param>
/// <param name="EndTicks">Media time, 1/48,000 s.</param>
public readonly record struct ReleaseItem(
    AuditLabel Action, AuditLabel Reason, AuditLabel EntityType, AuditLabel Recognizer, float Confidence, long StartTicks, long EndTicks);
