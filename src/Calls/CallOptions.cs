namespace CompliantVoiceProxy.Calls;

/// <summary>Limits and times of the signalling plane. Every default stands here and nowhere else.</summary>
public sealed record CallOptions
{
    /// <summary>Calls at one time; beyond, 503.</summary>
    public int MaximumCalls { get; init; } = 500;

    /// <summary>From INVITE to 503 when recording and media are not ready: well inside the 2 s that some S-CSCFs wait.</summary>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromMilliseconds(1700);

    /// <summary>How long stopping waits for the media plane and the audit log.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What Retry-After says where the refusal names no time of its own.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);
}
