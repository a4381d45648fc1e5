namespace CompliantVoiceProxy.Rtp.Rtcp;

/// <summary>What a receiver says of one source (RFC 3550, section 6.4.1).</summary>
/// <remarks>
/// <code>
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |                 SSRC_1 (SSRC of first source)                 |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// | fraction lost |       cumulative number of packets lost       |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           extended highest sequence number received           |
/// |                      interarrival jitter                      |
/// |                         last SR (LSR)                         |
/// |                   delay since last SR (DLSR)                  |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// </code>
/// </remarks>
public readonly record struct RtcpReportBlock
{
    internal const int Size = 24;

    public uint Ssrc { get; init; }

    /// <summary>Of the packets expected since the last report, in 256ths.</summary>
    public byte FractionLost { get; init; }

    /// <summary>24 bits, signed: negative where packets came twice.</summary>
    public int Lost { get; init; }

    public uint ExtendedHighestSequenceNumber { get; init; }

    /// <summary>In timestamp units.</summary>
    public uint Jitter { get; init; }

    /// <summary><see cref="NtpTime.Middle"/> of the last sender report that came; 0 when none did.</summary>
    public uint LastSenderReport { get; init; }

    /// <summary>On the wire in 1/65,536 s.</summary>
    public TimeSpan SinceLastSenderReport { get; init; }
}
