using System.Collections.Immutable;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>One utterance, or one part of a recording, under a policy.</summary>
/// <param name="Place">Such as "line 3, caller" or "0.000-1.250 s".</param>
/// <param name="Leaves">What would leave.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Outcome">The same in two trials where nothing changes: random values left out.</param>
internal sealed record TrialStep(string Place, string Leaves, ImmutableArray<string> Reasons, string Outcome);
