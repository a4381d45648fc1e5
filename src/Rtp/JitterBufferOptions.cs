namespace CompliantVoiceProxy.Rtp;

/// <summary>Bounds of a <see cref="JitterBuffer"/>'s delay.</summary>
public sealed record JitterBufferOptions
{
    /// <summary>Timestamp units a second.</summary>
    public int ClockRate { get; init; } = 8_000;

    /// <summary>What one tick of the playout clock takes, and the step in which the delay changes.</summary>
    public TimeSpan Frame { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Aimed at until a second's worth of packets has shown the jitter.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromMilliseconds(40);

    public TimeSpan MinDelay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>What is later than this is given up, be it speech or not.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(240);
}
