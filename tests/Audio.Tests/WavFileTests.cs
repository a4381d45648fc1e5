using System.Buffers.Binary;
using System.Text;

namespace CompliantVoiceProxy.Audio.Tests;

public sealed class WavFileTests
{
    private static readonly byte[] Simple = Riff(Chunk("fmt ", Format(1, 1, 8_000, 16)), Chunk("data", [1, 0, 2, 0]));

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(24_000)]
    [InlineData(48_000)]
    public void What_is_written_is_read_back(int rate)
    {
        var path = Path.GetTempFileName();
        try
        {
            var sound = new WavFile(Sound.Sine(440, rate, 0.1), rate);

            sound.Write(path);
            var read = WavFile.Read(path);

            read.SampleRate.Should().Be(rate);
            read.Samples.ToArray().Should().Equal(sound.Samples.ToArray());
            read.Duration.Should().Be(MediaTime.FromMilliseconds(100));
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Other_chunks_odd_sizes_and_a_longer_format_are_skipped_over()
    {
        var file = Riff(Chunk("LIST", [1, 2, 3]), Chunk("fmt ", [.. Format(1, 1, 16_000, 16), 0, 0]), Chunk("fact", [0, 0, 0, 0]), Chunk("data", [5, 0]), Chunk("id3 ", [9]));

        var wav = WavFile.Parse(file);

        wav.SampleRate.Should().Be(16_000);
        wav.Samples.ToArray().Should().Equal(5);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    [InlineData(1_000u)]
    public void Data_of_unknown_length_runs_to_the_end(uint statedSize)
    {
        var file = Simple.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(file.Length - 8), statedSize);

        WavFile.Parse(file).Samples.ToArray().Should().Equal(1, 2);
    }

    [Theory]
    [InlineData(7, 0x80, 32124)]
    [InlineData(6, 0xD5, 8)]
    public void Companded_files_are_decoded(ushort format, byte code, short value) =>
        WavFile.Parse(Riff(Chunk("fmt ", Format(format, 1, 8_000, 8)), Chunk("data", [code]))).Samples.ToArray().Should().Equal(value);

    [Fact]
    public void The_extensible_format_says_its_own_in_its_extension()
    {
        byte[] format = [.. Format(0xFFFE, 1, 8_000, 16), 22, 0, 16, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];

        WavFile.Parse(Riff(Chunk("fmt ", format), Chunk("data", [7, 0]))).Samples.ToArray().Should().Equal(7);
    }

    public static TheoryData<string, byte[], string> Unusable => new()
    {
        { "text", "hello, world, this is text"u8.ToArray(), "*not a RIFF*" },
        { "stereo", Riff(Chunk("fmt ", Format(1, 2, 8_000, 16)), Chunk("data", [])), "*2 channels*mono*" },
        { "44.1 kHz", Riff(Chunk("fmt ", Format(1, 1, 44_100, 16)), Chunk("data", [])), "*44100 Hz*" },
        { "24 bits", Riff(Chunk("fmt ", Format(1, 1, 8_000, 24)), Chunk("data", [])), "*24 bits*" },
        { "float", Riff(Chunk("fmt ", Format(3, 1, 8_000, 32)), Chunk("data", [])), "*format number is 3*" },
        { "no data", Riff(Chunk("fmt ", Format(1, 1, 8_000, 16))), "*no data chunk*" },
        { "no format", Riff(Chunk("data", [1, 0])), "*no fmt chunk*" },
        { "short format", Riff(Chunk("fmt ", [1, 0])), "*too short*" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_cannot_be_used_is_refused_in_words(string label, byte[] file, string message) =>
        FluentActions.Invoking(() => WavFile.Parse(file)).Should().Throw<WavFormatException>(label).WithMessage(message);

    [Fact]
    public void Every_prefix_and_mutation_is_read_or_refused_in_words()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var file = round < Simple.Length ? Simple[..round] : Simple.ToArray();
            for (var i = 0; round >= Simple.Length && i < 3; i++)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            try
            {
                WavFile.Parse(file);
            }
            catch (WavFormatException)
            {
                // refused in words
            }
        }
    }

    private static byte[] Format(ushort format, ushort channels, int rate, ushort bits)
    {
        var body = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(body, format);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), channels);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), rate);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(14), bits);
        return body;
    }

    private static byte[] Chunk(string id, byte[] body)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, body.Length);
        return [.. Encoding.ASCII.GetBytes(id), .. size, .. body, .. body.Length % 2 == 1 ? new byte[1] : []];
    }

    private static byte[] Riff(params byte[][] chunks) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];
}
