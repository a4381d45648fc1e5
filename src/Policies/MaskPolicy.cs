namespace CompliantVoiceProxy.Policies;

/// <summary>What stands in place of sound that may not leave. Every mask has the length of what it hides.</summary>
public sealed record MaskPolicy
{
    public MaskSound Sound { get; init; } = MaskSound.Tone;

    /// <summary>Hz, 100 to 3,400; used with <see cref="MaskSound.Tone"/>.</summary>
    public int ToneFrequency { get; init; } = 1000;
}
