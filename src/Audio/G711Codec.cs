using System.Collections.Immutable;

namespace CompliantVoiceProxy.Audio;

/// <summary>PCMU and PCMA (ITU-T G.711, RFC 3551 section 4.5.14): one byte a sample at 8 kHz, any number of samples. Stateless, so one instance serves all calls.</summary>
/// <remarks>
/// A byte is a sign, a segment (the exponent) and an interval in it (the mantissa), sent inverted in mu-law and with every other bit inverted in A-law:
/// <code>
///   7   6 5 4   3 2 1 0
/// +---+-------+---------+
/// | S |segment|interval |
/// +---+-------+---------+
/// </code>
/// </remarks>
public sealed class G711Codec : IAudioDecoder, IAudioEncoder
{
    public static readonly G711Codec Pcmu = new(G711Law.MuLaw);

    public static readonly G711Codec Pcma = new(G711Law.ALaw);

    private const int MuLawBias = 0x84; // 33 of G.711's 14-bit units
    private const int MuLawClip = short.MaxValue - MuLawBias;

    private readonly ImmutableArray<short> _linear;
    private readonly ImmutableArray<byte> _companded; // indexed by the upper 14 bits (mu-law) or 13 bits (A-law) of a sample, all that the law looks at
    private readonly int _shift;

    private G711Codec(G711Law law)
    {
        Law = law;
        _shift = law is G711Law.MuLaw ? 2 : 3;
        _linear = [.. Enumerable.Range(0, 256).Select(code => law is G711Law.MuLaw ? ExpandMuLaw((byte)code) : ExpandALaw((byte)code))];
        _companded = [.. Enumerable.Range(0, 65_536 >> _shift).Select(Compand)];
    }

    public G711Law Law { get; }

    public int SampleRate => 8_000;

    public MediaTime FrameDuration => MediaTime.FromMilliseconds(20);

    public int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        var count = Math.Min(payload.Length, samples.Length);
        var linear = _linear.AsSpan();
        for (var i = 0; i < count; i++)
        {
            samples[i] = linear[payload[i]];
        }

        return count;
    }

    public int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (payload.Length < samples.Length)
        {
            throw new ArgumentException("A byte is needed for each sample.", nameof(payload));
        }

        var companded = _companded.AsSpan();
        for (var i = 0; i < samples.Length; i++)
        {
            payload[i] = companded[(ushort)samples[i] >> _shift];
        }

        return samples.Length;
    }

    private byte Compand(int index)
    {
        var sample = (short)(index << _shift);
        return Law is G711Law.MuLaw ? CompandMuLaw(sample) : CompandALaw(sample);
    }

    private static byte CompandMuLaw(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(sample < 0 ? ~sample : sample, MuLawClip) + MuLawBias;
        var segment = int.Log2(magnitude) - 7;
        return (byte)~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F));
    }

    private static short ExpandMuLaw(byte code)
    {
        var bits = ~code;
        var segment = (bits >> 4) & 0x07;
        var magnitude = ((((bits & 0x0F) << 3) + MuLawBias) << segment) - MuLawBias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static byte CompandALaw(short sample)
    {
        var sign = sample < 0 ? 0 : 0x80;
        var magnitude = sample < 0 ? ~sample : sample;
        var segment = magnitude < 256 ? 0 : int.Log2(magnitude) - 7;
        var interval = (magnitude >> Math.Max(4, segment + 3)) & 0x0F; // segments 0 and 1 have the same step
        return (byte)((sign | (segment << 4) | interval) ^ 0x55);
    }

    private static short ExpandALaw(byte code)
    {
        var bits = code ^ 0x55;
        var segment = (bits >> 4) & 0x07;
        var magnitude = ((bits & 0x0F) << 4) + 8; // the middle of the interval
        magnitude = segment == 0 ? magnitude : (magnitude + 0x100) << (segment - 1);
        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }
}
