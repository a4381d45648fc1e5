using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What becomes of every sample of an interval: <see cref="Parts"/> lie end to end and cover it exactly.</summary>
public sealed record MaskPlan(MediaInterval Interval, ImmutableArray<PlannedPart> Parts);
