using System.Buffers.Binary;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.TelephoneEvents;

/// <summary>What one packet says of a telephone event (RFC 4733, section 2.3).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     event     |E|R| volume    |          duration             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
/// <param name="Code">Caller content: which key. 0 to 9 are the digits, then *, # and A to D.</param>
/// <param name="IsEnd">The event is over.</param>
/// <param name="Volume">Power in -dBm0, 0 to 63.</param>
/// <param name="Duration">Since the packet's timestamp, in its units.</param>
public readonly record struct TelephoneEventPayload(Sensitive<byte> Code, bool IsEnd, byte Volume, ushort Duration)
{
    public const int Size = 4;

    private const string Keys = "0123456789*#ABCD";

    /// <returns>False when it is too short. Longer ones hold further events of a set, which nobody sends for keys.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out TelephoneEventPayload value)
    {
        value = default;
        if (payload.Length < Size)
        {
            return false;
        }

        value = new(new(payload[0]), (payload[1] & 0x80) != 0, (byte)(payload[1] & 0x3F), BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }

    /// <summary>The key of an event code; null for flash, fax and other signals.</summary>
    public static Sensitive<char>? ToKey(Sensitive<byte> code) => code.Reveal() < Keys.Length ? new(Keys[code.Reveal()]) : null;

    /// <returns>False when it is none of 0-9, *, # and A-D.</returns>
    public static bool TryGetCode(char key, out Sensitive<byte> code)
    {
        var index = Keys.IndexOf(char.ToUpperInvariant(key));
        code = new((byte)Math.Max(index, 0));
        return index >= 0;
    }

    /// <exception cref="ArgumentException"><paramref name="payload"/> is shorter than <see cref="Size"/>.</exception>
    public void Write(Span<byte> payload)
    {
        if (payload.Length < Size)
        {
            throw new ArgumentException("Too short for a telephone event.", nameof(payload));
        }

        payload[0] = Code.Reveal();
        payload[1] = (byte)((IsEnd ? 0x80 : 0) | (Volume & 0x3F));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], Duration);
    }
}
