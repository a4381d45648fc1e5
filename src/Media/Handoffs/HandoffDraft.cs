using System.Collections.Immutable;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Handoffs;

/// <summary>What a call that goes to people leaves for them.</summary>
/// <param name="Values">By token; security codes and PINs are not among them.</param>
internal sealed record HandoffDraft(
    Guid CallId, TenantPolicy Policy, AuditLabel Reason, ImmutableArray<HandoffTurn> Turns, ImmutableArray<(string Token, Sensitive<string> Value)> Values);
