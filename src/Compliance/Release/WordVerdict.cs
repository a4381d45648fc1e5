using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What becomes of one transcribed word.</summary>
/// <param name="IsSure">The word itself was understood surely enough, and nothing withholds it.</param>
/// <param name="Entity">The identifier that the word is part of, when it is.</param>
internal readonly record struct WordVerdict(ReleaseReason Reason, Entity? Entity, float Confidence, bool IsSure)
{
    public bool IsCleared => Reason is ReleaseReason.CoveredByWords or ReleaseReason.KeptByPolicy;

    /// <summary>Not cleared, and no identifier explains that.</summary>
    public bool IsDoubt => this is { IsCleared: false, Entity: null };
}
