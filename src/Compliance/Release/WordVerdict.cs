using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What becomes of one transcribed word.</summary>
/// <param name="Entity">The identifier that the word is part of, when it is.</param>
internal readonly record struct WordVerdict(ReleaseReason Reason, Entity? Entity, float Confidence)
{
    public bool IsCleared => Reason is ReleaseReason.CoveredByWords;
}
