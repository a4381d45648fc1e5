namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>How a call's media has gone so far.</summary>
public sealed record CallFigures
{
    public required long PacketsSent { get; init; }

    public required long PacketsHeard { get; init; }

    /// <summary>Negative where packets came twice.</summary>
    public required int PacketsLost { get; init; }

    /// <summary>Interarrival jitter (RFC 3550, appendix A.8).</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>By RTCP; null where the other side sends none.</summary>
    public required TimeSpan? RoundTrip { get; init; }
}
