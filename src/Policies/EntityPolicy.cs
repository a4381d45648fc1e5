namespace CompliantVoiceProxy.Policies;

/// <summary>What becomes of the identifiers of one type.</summary>
public sealed record EntityPolicy
{
    public TextAction Text { get; init; } = TextAction.Token;

    public SoundAction Sound { get; init; } = SoundAction.Mask;

    /// <summary>0 to 1: of one that was found with less nothing is shown or heard: a token stands for keep and for last figures, the mask for the sound.</summary>
    public float MinimumConfidence { get; init; } = 0.8f;
}
