namespace CompliantVoiceProxy.Speech.Models;

/// <summary>
/// Walks the fields of a protobuf message (the encoding of protobuf.dev, "wire types"): key = number &lt;&lt; 3 | wire type, as a varint;
/// then a varint (0), 8 bytes (1), a length and as many bytes (2), or 4 bytes (5).
/// </summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private const int LengthDelimited = 2;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The field's number.</summary>
    public int Number { get; private set; }

    /// <summary>Key, length and payload.</summary>
    public ReadOnlySpan<byte> Whole { get; private set; }

    /// <summary>What a length-delimited field holds; empty for the other wire types.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <returns>False at the message's end.</returns>
    /// <exception cref="InvalidDataException">The bytes are no protobuf message.</exception>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<byte> field = _rest;
        ulong key = ReadVarint();
        Number = checked((int)(key >> 3));
        Payload = default;
        switch ((int)(key & 7))
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                Take(8);
                break;
            case LengthDelimited:
                Payload = Take(checked((int)ReadVarint()));
                break;
            case 5:
                Take(4);
                break;
            default:
                throw new InvalidDataException("Not a protobuf message: unknown wire type.");
        }

        Whole = field[..^_rest.Length];
        return true;
    }

    /// <summary>Writes a length-delimited field.</summary>
    public static void Write(Stream to, int number, ReadOnlySpan<byte> payload)
    {
        WriteVarint(to, ((ulong)number << 3) | LengthDelimited);
        WriteVarint(to, (ulong)payload.Length);
        to.Write(payload);
    }

    private static void WriteVarint(Stream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.WriteByte((byte)(value | 0x80));
        }

        to.WriteByte((byte)value);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("Not a protobuf message: a number is too long.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("Not a protobuf message: it ends too early.");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
