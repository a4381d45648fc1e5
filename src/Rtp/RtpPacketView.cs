using System.Buffers.Binary;

namespace CompliantVoiceProxy.Rtp;

/// <summary>An RTP packet where it lies: valid as long as the datagram's bytes are (RFC 3550, section 5). The bit picture stands at <see cref="RtpHeader"/>.</summary>
/// <remarks>
/// With the X bit, one extension follows the CSRCs (section 5.3.1); with the P bit, the packet's last byte says how many bytes to drop, itself included:
/// <code>
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |      defined by profile       |    length in 32-bit words     |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
public readonly ref struct RtpPacketView
{
    private const int PaddingBit = 0x20, ExtensionBit = 0x10, CsrcCountMask = 0x0F;

    private readonly ReadOnlySpan<byte> _csrcs;

    private RtpPacketView(
        RtpHeader header, ReadOnlySpan<byte> csrcs, ushort extensionProfile, ReadOnlySpan<byte> extension, ReadOnlySpan<byte> payload)
    {
        Header = header;
        _csrcs = csrcs;
        ExtensionProfile = extensionProfile;
        Extension = extension;
        Payload = payload;
    }

    public RtpHeader Header { get; }

    public int CsrcCount => _csrcs.Length / 4;

    /// <summary>What kind of extension it is; 0 where there is none.</summary>
    public ushort ExtensionProfile { get; }

    /// <summary>The extension's body, a whole number of 32-bit words; empty where there is none.</summary>
    public ReadOnlySpan<byte> Extension { get; }

    /// <summary>What the payload type's format defines, without padding; may be empty.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    public uint Csrc(int index) => BinaryPrimitives.ReadUInt32BigEndian(_csrcs.Slice(index * 4, 4));

    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacketView packet, out RtpRejectReason reason)
    {
        packet = default;
        reason = CheckFixedPart(datagram);
        if (reason is not RtpRejectReason.None)
        {
            return false;
        }

        var csrcEnd = RtpHeader.Size + ((datagram[0] & CsrcCountMask) * 4);
        if (!TryReadExtension(datagram, csrcEnd, out var profile, out var extensionStart, out var payloadStart))
        {
            reason = RtpRejectReason.Truncated;
            return false;
        }

        var padding = (datagram[0] & PaddingBit) != 0 ? datagram[^1] : 0;
        if (((datagram[0] & PaddingBit) != 0 && padding == 0) || padding > datagram.Length - payloadStart)
        {
            reason = RtpRejectReason.BadPadding;
            return false;
        }

        packet = new RtpPacketView(
            ReadHeader(datagram),
            datagram[RtpHeader.Size..csrcEnd],
            profile,
            datagram[extensionStart..payloadStart],
            datagram[payloadStart..^padding]);
        return true;
    }

    private static RtpRejectReason CheckFixedPart(ReadOnlySpan<byte> datagram) =>
        datagram.Length < RtpHeader.Size ? RtpRejectReason.TooShort
        : datagram[0] >> 6 != RtpHeader.Version ? RtpRejectReason.WrongVersion
        : datagram[1] is >= 192 and <= 223 ? RtpRejectReason.IsRtcp
        : RtpRejectReason.None;

    private static bool TryReadExtension(
        ReadOnlySpan<byte> datagram, int csrcEnd, out ushort profile, out int bodyStart, out int payloadStart)
    {
        (profile, bodyStart, payloadStart) = (0, csrcEnd, csrcEnd);
        if ((datagram[0] & ExtensionBit) != 0)
        {
            if (csrcEnd + 4 > datagram.Length)
            {
                return false;
            }

            profile = BinaryPrimitives.ReadUInt16BigEndian(datagram[csrcEnd..]);
            bodyStart = csrcEnd + 4;
            payloadStart = bodyStart + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(csrcEnd + 2)..]) * 4);
        }

        return payloadStart <= datagram.Length;
    }

    private static RtpHeader ReadHeader(ReadOnlySpan<byte> datagram) => new(
        (byte)(datagram[1] & 0x7F),
        (datagram[1] & 0x80) != 0,
        BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
        BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]));
}
