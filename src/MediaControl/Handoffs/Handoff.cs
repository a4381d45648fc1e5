using System.Collections.Immutable;

namespace CompliantVoiceProxy.MediaControl.Handoffs;

/// <param name="Reason">Of a closed vocabulary: why the call went to people.</param>
/// <param name="Turns">Oldest first, cleared: tokens stand in the place of identifiers.</param>
/// <param name="Values">The tokens that were given out in the call.</param>
public sealed record Handoff(
    Guid CallId, string Tenant, DateTimeOffset At, string Reason, ImmutableArray<HandoffTurn> Turns, ImmutableArray<HandoffValue> Values) : HandoffReading;
