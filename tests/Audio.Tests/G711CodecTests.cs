namespace CompliantVoiceProxy.Audio.Tests;

public sealed class G711CodecTests
{
    public static TheoryData<G711Law> Laws => [G711Law.MuLaw, G711Law.ALaw];

    private static G711Codec Codec(G711Law law) => law is G711Law.MuLaw ? G711Codec.Pcmu : G711Codec.Pcma;

    [Theory]
    [InlineData(G711Law.MuLaw, 0xFF, 0)]
    [InlineData(G711Law.MuLaw, 0x80, 32124)]
    [InlineData(G711Law.MuLaw, 0x00, -32124)]
    [InlineData(G711Law.MuLaw, 0xFE, 8)]
    [InlineData(G711Law.MuLaw, 0xEF, 132)]
    [InlineData(G711Law.ALaw, 0xD5, 8)]
    [InlineData(G711Law.ALaw, 0x55, -8)]
    [InlineData(G711Law.ALaw, 0xAA, 32256)]
    [InlineData(G711Law.ALaw, 0x2A, -32256)]
    public void Known_codes_have_the_values_of_the_recommendation(G711Law law, byte code, short value)
    {
        var sample = new short[1];

        Codec(law).Decode([code], sample).Should().Be(1);

        sample[0].Should().Be(value);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Each_code_survives_decoding_and_encoding(G711Law law)
    {
        var codes = Enumerable.Range(0, 256).Select(code => (byte)code).Where(code => law is G711Law.ALaw || code != 0x7F).ToArray(); // 0x7F is mu-law's second zero
        var (samples, again) = (new short[codes.Length], new byte[codes.Length]);

        Codec(law).Decode(codes, samples);
        Codec(law).Encode(samples, again);

        again.Should().Equal(codes);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Each_sample_becomes_one_of_the_two_values_around_it(G711Law law)
    {
        var values = new short[256];
        Codec(law).Decode([.. Enumerable.Range(0, 256).Select(code => (byte)code)], values);
        var levels = values.Distinct().Order().ToArray();
        var samples = Enumerable.Range(short.MinValue, 65_536).Select(sample => (short)sample).ToArray();
        var (codes, heard) = (new byte[samples.Length], new short[samples.Length]);

        Codec(law).Encode(samples, codes);
        Codec(law).Decode(codes, heard);

        for (var i = 0; i < samples.Length; i++)
        {
            var above = Array.FindIndex(levels, level => level >= samples[i]);
            short[] around = above < 0 ? [levels[^1]] : above == 0 ? [levels[0]] : [levels[above - 1], levels[above]];
            around.Should().Contain(heard[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void A_tone_comes_through_as_itself(G711Law law)
    {
        var tone = Sound.Sine(1_000, 8_000, 1);
        var (bytes, heard) = (new byte[tone.Length], new short[tone.Length]);

        Codec(law).Encode(tone, bytes).Should().Be(tone.Length);
        Codec(law).Decode(bytes, heard).Should().Be(tone.Length);

        Sound.Snr(tone, heard).Should().BeGreaterThan(35);
    }

    [Fact]
    public void A_short_span_takes_the_first_samples_and_too_small_a_payload_is_refused()
    {
        G711Codec.Pcmu.Decode(new byte[160], new short[10]).Should().Be(10);
        FluentActions.Invoking(() => G711Codec.Pcmu.Encode(new short[2], new byte[1])).Should().Throw<ArgumentException>();
    }
}
