namespace CompliantVoiceProxy.Audit;

/// <summary>The first place where a chain does not hold.</summary>
/// <param name="Sequence">The record at which it shows.</param>
/// <param name="Words">What is seen there.</param>
public sealed record AuditBreak(AuditBreakKind Kind, long Sequence, string Words);
