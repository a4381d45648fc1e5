namespace CompliantVoiceProxy.Rtp;

/// <summary>What is to be played next.</summary>
public readonly ref struct JitterFrame(JitterFrameKind kind, ReadOnlySpan<byte> payload, uint timestamp, int duration)
{
    public JitterFrameKind Kind { get; } = kind;

    /// <summary>Empty unless <see cref="Kind"/> is <see cref="JitterFrameKind.Packet"/>. Valid until the next call on the buffer.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>Where it stands on the sender's time line.</summary>
    public uint Timestamp { get; } = timestamp;

    /// <summary>How long it plays, in timestamp units.</summary>
    public int Duration { get; } = duration;
}
