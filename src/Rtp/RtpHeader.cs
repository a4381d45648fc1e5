using System.Buffers.Binary;

namespace CompliantVoiceProxy.Rtp;

/// <summary>The fixed part of an RTP packet (RFC 3550, section 5.1).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           synchronization source (SSRC) identifier            |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |            contributing source (CSRC) identifiers ...         |
/// </code>
/// </remarks>
/// <param name="PayloadType">7 bits.</param>
/// <param name="Marker">On audio: the first packet after a silence.</param>
public readonly record struct RtpHeader(byte PayloadType, bool Marker, ushort SequenceNumber, uint Timestamp, uint Ssrc)
{
    /// <summary>Bytes of the fixed part.</summary>
    public const int Size = 12;

    internal const byte Version = 2;

    /// <summary>Writes the fixed part of a packet without padding, extension and CSRCs.</summary>
    /// <exception cref="ArgumentException"><paramref name="packet"/> is shorter than <see cref="Size"/>.</exception>
    public void Write(Span<byte> packet)
    {
        if (packet.Length < Size)
        {
            throw new ArgumentException("Too short for an RTP header.", nameof(packet));
        }

        packet[0] = Version << 6;
        packet[1] = (byte)((Marker ? 0x80 : 0) | (PayloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Ssrc);
    }
}
