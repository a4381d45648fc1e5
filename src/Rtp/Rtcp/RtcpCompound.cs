using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.Rtcp;

/// <summary>What one RTCP datagram says: a sender or receiver report, then perhaps a description and a goodbye (RFC 3550, section 6.1). Other packets in it are passed over.</summary>
/// <remarks>
/// Each packet of the compound:
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |  packet type  |  length in words, less one    |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
public sealed record RtcpCompound
{
    private const byte SenderReport = 200, ReceiverReport = 201, SourceDescription = 202, Goodbye = 203;
    private const byte CanonicalName = 1;
    private const int HeaderSize = 4, SsrcSize = 4, LongestName = 255;

    /// <summary>Who reports.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>Null in a receiver report: nothing was sent since the last one.</summary>
    public RtcpSenderInfo? Sender { get; init; }

    /// <summary>At most 31.</summary>
    public ImmutableArray<RtcpReportBlock> Reports { get; init; } = [];

    /// <summary>CNAME; may hold a user's name. Null when it was not sent.</summary>
    public Sensitive<string>? Name { get; init; }

    /// <summary>The source leaves.</summary>
    public bool IsGoodbye { get; init; }

    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtcpCompound? compound, out RtcpRejectReason reason)
    {
        compound = null;
        reason = datagram.Length < HeaderSize + SsrcSize ? RtcpRejectReason.TooShort : RtcpRejectReason.None;
        for (var rest = datagram; reason is RtcpRejectReason.None && !rest.IsEmpty;)
        {
            reason = CheckPacket(rest, isFirst: compound is null, out var length);
            if (reason is RtcpRejectReason.None)
            {
                compound = ReadPacket(compound, rest[0] & 0x1F, rest[1], rest[HeaderSize..length]);
                reason = compound is null ? RtcpRejectReason.Truncated : RtcpRejectReason.None;
                rest = rest[length..];
            }
        }

        compound = reason is RtcpRejectReason.None ? compound : null;
        return compound is not null;
    }

    /// <summary>Writes the compound; the reports are those of one packet.</summary>
    /// <returns>The datagram's length.</returns>
    /// <exception cref="ArgumentException">Too many reports, too long a name, or <paramref name="datagram"/> cannot hold it.</exception>
    public int Write(Span<byte> datagram)
    {
        if (Reports.Length > 31)
        {
            throw new ArgumentException("At most 31 reports go into one packet.", nameof(datagram));
        }

        var length = WriteReport(datagram);
        if (Name is { } name)
        {
            length += WriteDescription(datagram[length..], name.Reveal());
        }

        if (IsGoodbye)
        {
            WriteHeader(datagram[length..], count: 1, Goodbye, HeaderSize + SsrcSize);
            BinaryPrimitives.WriteUInt32BigEndian(datagram[(length + HeaderSize)..], Ssrc);
            length += HeaderSize + SsrcSize;
        }

        return length;
    }

    private static RtcpRejectReason CheckPacket(ReadOnlySpan<byte> rest, bool isFirst, out int length)
    {
        length = 0;
        if (rest.Length < HeaderSize)
        {
            return RtcpRejectReason.Truncated;
        }

        length = (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 1) * 4;
        return rest[0] >> 6 != RtpHeader.Version ? RtcpRejectReason.WrongVersion
            : isFirst && rest[1] is not (SenderReport or ReceiverReport) ? RtcpRejectReason.NoReportFirst
            : length > rest.Length ? RtcpRejectReason.Truncated
            : (rest[0] & 0x20) != 0 && length != rest.Length ? RtcpRejectReason.BadPadding
            : RtcpRejectReason.None;
    }

    /// <returns>Null when the body is shorter than its count says.</returns>
    private static RtcpCompound? ReadPacket(RtcpCompound? compound, int count, byte type, ReadOnlySpan<byte> body) => type switch
    {
        SenderReport or ReceiverReport when compound is null => ReadReport(count, type is SenderReport, body),
        SourceDescription => compound! with { Name = ReadName(compound.Ssrc, count, body) ?? compound.Name },
        Goodbye when body.Length < count * SsrcSize => null,
        Goodbye => compound! with { IsGoodbye = compound.IsGoodbye || ContainsSsrc(body[..(count * SsrcSize)], compound.Ssrc) },
        _ => compound,
    };

    private static RtcpCompound? ReadReport(int count, bool isSender, ReadOnlySpan<byte> body)
    {
        var blocksStart = SsrcSize + (isSender ? RtcpSenderInfo.Size : 0);
        if (body.Length < blocksStart + (count * RtcpReportBlock.Size))
        {
            return null;
        }

        var reports = ImmutableArray.CreateBuilder<RtcpReportBlock>(count);
        for (var i = 0; i < count; i++)
        {
            reports.Add(ReadBlock(body[(blocksStart + (i * RtcpReportBlock.Size))..]));
        }

        return new RtcpCompound
        {
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(body),
            Sender = isSender ? ReadSender(body[SsrcSize..]) : null,
            Reports = reports.MoveToImmutable(),
        };
    }

    private static RtcpSenderInfo ReadSender(ReadOnlySpan<byte> info) => new(
        new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(info)),
        BinaryPrimitives.ReadUInt32BigEndian(info[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(info[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(info[16..]));

    private static RtcpReportBlock ReadBlock(ReadOnlySpan<byte> block) => new()
    {
        Ssrc = BinaryPrimitives.ReadUInt32BigEndian(block),
        FractionLost = block[4],
        Lost = BinaryPrimitives.ReadInt32BigEndian(block[4..]) << 8 >> 8,
        ExtendedHighestSequenceNumber = BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
        Jitter = BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        LastSenderReport = BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
        SinceLastSenderReport = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(block[20..]) / 65_536.0),
    };

    /// <summary>Chunks of SSRC and items, each item a type, a length and text, ended by a zero and padded to a whole word (section 6.5).</summary>
    private static Sensitive<string>? ReadName(uint ssrc, int count, ReadOnlySpan<byte> body)
    {
        for (var at = 0; count > 0 && at + SsrcSize <= body.Length; count--)
        {
            var isOurs = BinaryPrimitives.ReadUInt32BigEndian(body[at..]) == ssrc;
            for (at += SsrcSize; at + 2 <= body.Length && body[at] != 0; at += 2 + body[at + 1])
            {
                if (isOurs && body[at] == CanonicalName && at + 2 + body[at + 1] <= body.Length)
                {
                    return new(Encoding.UTF8.GetString(body.Slice(at + 2, body[at + 1])));
                }
            }

            at = (at + 4) & ~3;
        }

        return null;
    }

    private static bool ContainsSsrc(ReadOnlySpan<byte> list, uint ssrc)
    {
        for (; !list.IsEmpty; list = list[SsrcSize..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(list) == ssrc)
            {
                return true;
            }
        }

        return false;
    }

    private int WriteReport(Span<byte> datagram)
    {
        var blocksStart = HeaderSize + SsrcSize + (Sender is null ? 0 : RtcpSenderInfo.Size);
        var length = blocksStart + (Reports.Length * RtcpReportBlock.Size);
        WriteHeader(datagram, Reports.Length, Sender is null ? ReceiverReport : SenderReport, length);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[HeaderSize..], Ssrc);
        if (Sender is { } sender)
        {
            var info = datagram[(HeaderSize + SsrcSize)..];
            BinaryPrimitives.WriteUInt64BigEndian(info, sender.Time.Value);
            BinaryPrimitives.WriteUInt32BigEndian(info[8..], sender.Timestamp);
            BinaryPrimitives.WriteUInt32BigEndian(info[12..], sender.PacketCount);
            BinaryPrimitives.WriteUInt32BigEndian(info[16..], sender.OctetCount);
        }

        for (var i = 0; i < Reports.Length; i++)
        {
            WriteBlock(datagram[(blocksStart + (i * RtcpReportBlock.Size))..], Reports[i]);
        }

        return length;
    }

    private static void WriteBlock(Span<byte> block, in RtcpReportBlock report)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, report.Ssrc);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], (report.FractionLost << 24) | (report.Lost & 0xFF_FFFF));
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], report.ExtendedHighestSequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], report.Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], report.LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], (uint)(report.SinceLastSenderReport.TotalSeconds * 65_536));
    }

    private int WriteDescription(Span<byte> datagram, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        if (text.Length > LongestName)
        {
            throw new ArgumentException("A name has at most 255 bytes.", nameof(name));
        }

        var end = HeaderSize + SsrcSize + 2 + text.Length;
        var length = (end + 4) & ~3; // at least one zero ends the items
        datagram[end..length].Clear();
        WriteHeader(datagram, count: 1, SourceDescription, length);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[HeaderSize..], Ssrc);
        datagram[HeaderSize + SsrcSize] = CanonicalName;
        datagram[HeaderSize + SsrcSize + 1] = (byte)text.Length;
        text.CopyTo(datagram[(HeaderSize + SsrcSize + 2)..]);
        return length;
    }

    private static void WriteHeader(Span<byte> datagram, int count, byte type, int length)
    {
        if (datagram.Length < length)
        {
            throw new ArgumentException("Too short for the RTCP packet.", nameof(datagram));
        }

        datagram[0] = (byte)((RtpHeader.Version << 6) | count);
        datagram[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], (ushort)((length / 4) - 1));
    }
}
