namespace CompliantVoiceProxy.Policies;

/// <summary>How sure the transcriber must be before a word is cleared, and how far a mask reaches past what it hides.</summary>
public sealed record ClearancePolicy
{
    /// <summary>0 to 1; a word below it is masked.</summary>
    public float MinimumWordConfidence { get; init; } = 0.5f;

    /// <summary>Added before and after each masked stretch, 0 to 500 ms.</summary>
    public TimeSpan MaskPadding { get; init; } = TimeSpan.FromMilliseconds(150);
}
