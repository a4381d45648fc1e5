using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>One part of a <see cref="MaskPlan"/>.</summary>
/// <param name="Entity">The identifier behind a mask, when there is one.</param>
/// <param name="Confidence">0 to 1: the entity's, or the least of the words'; 0 when nothing was measured.</param>
public readonly record struct PlannedPart(
    MediaInterval Interval, ReleaseAction Action, ReleaseReason Reason, Entity? Entity, float Confidence);
