using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CompliantVoiceProxy.Rtp;

/// <summary>The sending end of one audio stream: writes packets and keeps sequence number, timestamp and marker (RFC 3550, section 5.1). Not thread-safe; allocates nothing per packet.</summary>
public sealed class RtpSender
{
    private ushort _sequenceNumber;
    private bool _afterSilence = true;

    /// <param name="sequenceNumber">The first packet's.</param>
    /// <param name="timestamp">The first packet's.</param>
    public RtpSender(uint ssrc, ushort sequenceNumber, uint timestamp) =>
        (Ssrc, _sequenceNumber, Timestamp) = (ssrc, sequenceNumber, timestamp);

    public uint Ssrc { get; }

    /// <summary>The next packet's.</summary>
    public uint Timestamp { get; private set; }

    public uint PacketCount { get; private set; }

    /// <summary>Bytes of payload, modulo 2^32.</summary>
    public uint OctetCount { get; private set; }

    /// <summary>A sender that cannot be guessed, as the RFC asks for.</summary>
    public static RtpSender CreateRandom()
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return new RtpSender(
            BinaryPrimitives.ReadUInt32BigEndian(random),
            BinaryPrimitives.ReadUInt16BigEndian(random[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(random[6..]));
    }

    /// <summary>Writes an audio packet and moves the timestamp on.</summary>
    /// <param name="duration">What the payload plays for, in timestamp units.</param>
    /// <returns>The packet's length.</returns>
    /// <exception cref="ArgumentException"><paramref name="datagram"/> cannot hold it.</exception>
    public int Write(byte payloadType, ReadOnlySpan<byte> payload, uint duration, Span<byte> datagram)
    {
        var length = WritePacket(new RtpHeader(payloadType, _afterSilence, _sequenceNumber, Timestamp, Ssrc), payload, datagram);
        _afterSilence = false;
        Timestamp += duration;
        return length;
    }

    /// <summary>Writes a packet of a telephone event, which bears the timestamp of the event's start. The stream's own timestamp stays: see <see cref="Skip"/>.</summary>
    /// <param name="start">Timestamp of the event's start.</param>
    /// <param name="isFirst">Sets the marker bit (RFC 4733, section 2.2.3).</param>
    /// <returns>The packet's length.</returns>
    /// <exception cref="ArgumentException"><paramref name="datagram"/> cannot hold it.</exception>
    public int WriteEvent(byte payloadType, ReadOnlySpan<byte> payload, uint start, bool isFirst, Span<byte> datagram) =>
        WritePacket(new RtpHeader(payloadType, isFirst, _sequenceNumber, start, Ssrc), payload, datagram);

    /// <summary>Moves the timestamp over a stretch for which no audio is sent; the next audio packet bears the marker.</summary>
    public void Skip(uint duration)
    {
        Timestamp += duration;
        _afterSilence = true;
    }

    private int WritePacket(in RtpHeader header, ReadOnlySpan<byte> payload, Span<byte> datagram)
    {
        header.Write(datagram);
        payload.CopyTo(datagram[RtpHeader.Size..]);
        _sequenceNumber++;
        PacketCount++;
        OctetCount += (uint)payload.Length;
        return RtpHeader.Size + payload.Length;
    }
}
