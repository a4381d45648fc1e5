namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>How speech is cut into stretches for the transcriber.</summary>
public sealed record SegmentationOptions
{
    /// <summary>A frame at least this probable begins speech.</summary>
    public float SpeechAbove { get; init; } = 0.4f;

    /// <summary>Speech goes on until a frame is less probable than this.</summary>
    public float SilenceBelow { get; init; } = 0.25f;

    /// <summary>A pause of this length ends a stretch.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>What a stretch holds before its first speech.</summary>
    public TimeSpan PreRoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What a stretch holds after its last speech; at most <see cref="Pause"/>.</summary>
    public TimeSpan PostRoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A pause of this length may be the end: what the stretch would be then is told; at most <see cref="PostRoll"/>.</summary>
    public TimeSpan ForeseenAfter { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>A stretch that is longer is cut at its quietest point.</summary>
    public TimeSpan LongestStretch { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How far back from its end a long stretch's quietest point is looked for.</summary>
    public TimeSpan CutWithin { get; init; } = TimeSpan.FromSeconds(3);
}
