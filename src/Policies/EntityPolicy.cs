namespace CompliantVoiceProxy.Policies;

/// <summary>What becomes of the identifiers of one type.</summary>
public sealed record EntityPolicy
{
    public TextAction Text { get; init; } = TextAction.Token;

    public SoundAction Sound { get; init; } = SoundAction.Mask;

    /// <summary>0 to 1: one that was found with less is hidden, by its token (or type) and the mask, whatever the actions say.</summary>
    public float MinimumConfidence { get; init; } = 0.8f;
}
