namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>When a caller's turn begins and ends.</summary>
public sealed record EndpointingOptions
{
    /// <summary>A frame at least this probable is speech.</summary>
    public float SpeechAbove { get; init; } = 0.5f;

    /// <summary>Speech of this length, without a break, begins a turn.</summary>
    public TimeSpan Onset { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Silence of this length ends it.</summary>
    public TimeSpan EndSilence { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>A turn that is this long ends all the same.</summary>
    public TimeSpan LongestTurn { get; init; } = TimeSpan.FromSeconds(30);
}
