namespace CompliantVoiceProxy.Rtp.Rtcp;

/// <summary>What a sender says of its own stream (RFC 3550, section 6.4.1).</summary>
/// <param name="Time">When the report was sent.</param>
/// <param name="Timestamp">The same instant on the stream's time line, to within a packet.</param>
/// <param name="OctetCount">Bytes of payload.</param>
public readonly record struct RtcpSenderInfo(NtpTime Time, uint Timestamp, uint PacketCount, uint OctetCount)
{
    internal const int Size = 20;
}
