using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CompliantVoiceProxy.Audio;

/// <summary>A mono sound of 16-bit samples, as a RIFF/WAVE file holds it: 8, 16, 24 or 48 kHz, read from PCM, mu-law or A-law, written as PCM.</summary>
/// <remarks>
/// <code>
/// "RIFF" size(4) "WAVE"  then chunks: id(4) size(4) body, padded to an even length
/// "fmt "  format(2) channels(2) rate(4) bytes/s(4) block(2) bits(2) [extension: size(2) bits(2) mask(4) subformat(16, the first 2 = format)]
/// "data"  samples, little-endian
/// </code>
/// Chunks of other kinds are skipped. A data chunk that says 0, all ones or more than the file has (a writer that could not seek back) runs to the end of the file.
/// </remarks>
/// <param name="Samples">Mono.</param>
/// <param name="SampleRate">Samples a second: 8,000, 16,000, 24,000 or 48,000.</param>
public sealed record WavFile(ReadOnlyMemory<short> Samples, int SampleRate)
{
    private const int HeaderSize = 44;
    private const int LargestFile = 1 << 30; // 3 hours at 48 kHz
    private const ushort Pcm = 1, ALaw = 6, MuLaw = 7, Extensible = 0xFFFE;

    public MediaTime Duration => MediaTime.FromSamples(Samples.Length, SampleRate);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    /// <exception cref="WavFormatException">It is not a WAV that can be used; the message names the file.</exception>
    public static WavFile Read(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LargestFile)
        {
            throw new WavFormatException($"{path}: larger than {LargestFile >> 20} MiB.");
        }

        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (WavFormatException wrong)
        {
            throw new WavFormatException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <param name="file">The whole file.</param>
    /// <exception cref="WavFormatException">It is not a WAV that can be used.</exception>
    public static WavFile Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
        {
            throw new WavFormatException("not a RIFF/WAVE file.");
        }

        var (format, rate) = ((ushort)0, 0);
        for (var rest = file[12..]; rest.Length >= 8;)
        {
            var id = rest[..4];
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var body = rest[8..];
            if (id.SequenceEqual("data"u8) && rate > 0)
            {
                body = size is 0 || size > body.Length ? body : body[..(int)size];
                return new WavFile(Decode(body, format), rate);
            }

            if (size > body.Length)
            {
                break;
            }

            if (id.SequenceEqual("fmt "u8))
            {
                (format, rate) = ReadFormat(body[..(int)size]);
            }

            rest = body[(int)Math.Min(body.Length, size + (size & 1))..];
        }

        throw new WavFormatException(rate == 0 ? "it has no fmt chunk before the sound." : "it has no data chunk.");
    }

    /// <summary>Writes a new file in place of any old one. Sound of calls is caller content: the file is readable by its owner alone.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Write(string path)
    {
        File.Delete(path); // an old file would keep its own mode
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        Write(stream);
    }

    /// <summary>Writes to a stream that need not seek.</summary>
    public void Write(Stream stream)
    {
        var bytes = Samples.Length * sizeof(short);
        Span<byte> header = stackalloc byte[HeaderSize];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderSize - 8 + bytes);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], Pcm);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SampleRate * sizeof(short));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], sizeof(short));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], bytes);
        stream.Write(header);
        stream.Write(MemoryMarshal.AsBytes(Samples.Span)); // every machine that .NET runs on is little-endian
    }

    private static (ushort Format, int Rate) ReadFormat(ReadOnlySpan<byte> body)
    {
        if (body.Length < 16)
        {
            throw new WavFormatException("its fmt chunk is too short.");
        }

        var format = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        if (format is Extensible && body.Length >= 26)
        {
            format = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        }

        if (channels != 1)
        {
            throw new WavFormatException($"it has {channels} channels; mono is needed (sox IN.wav -c 1 OUT.wav).");
        }

        if (rate is not (8_000 or 16_000 or 24_000 or 48_000))
        {
            throw new WavFormatException($"its rate is {rate} Hz; 8000, 16000, 24000 or 48000 is needed (sox IN.wav -r 8000 OUT.wav).");
        }

        return (format, bits) switch
        {
            (Pcm, 16) or (ALaw or MuLaw, 8) => (format, rate),
            (Pcm, _) => throw new WavFormatException($"its samples have {bits} bits; 16 are needed (sox IN.wav -b 16 OUT.wav)."),
            _ => throw new WavFormatException($"its format number is {format} with {bits} bits; PCM, A-law or mu-law is needed (sox IN.wav -e signed -b 16 OUT.wav)."),
        };
    }

    private static short[] Decode(ReadOnlySpan<byte> body, ushort format)
    {
        if (format is Pcm)
        {
            return MemoryMarshal.Cast<byte, short>(body).ToArray();
        }

        var samples = new short[body.Length];
        (format is MuLaw ? G711Codec.Pcmu : G711Codec.Pcma).Decode(body, samples);
        return samples;
    }
}
