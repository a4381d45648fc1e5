namespace CompliantVoiceProxy.Policies;

/// <summary>How sure the transcriber must be before a word is cleared, and how far a mask reaches past what it hides.</summary>
public sealed record ClearancePolicy
{
    /// <summary>0 to 1; a word below it is masked. Low, as it is not what tells a misheard number from words: the transcriber doubts what sounds like one.</summary>
    public float MinimumWordConfidence { get; init; } = 0.15f;

    /// <summary>How far a mask reaches past what it hides at most, 0 to 500 ms. It ends where the sound is quietest, not nearer than a quarter of this.</summary>
    public TimeSpan MaskPadding { get; init; } = TimeSpan.FromMilliseconds(160);
}
