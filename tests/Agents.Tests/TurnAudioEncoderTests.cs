using System.Runtime.InteropServices;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Tests;

public sealed class TurnAudioEncoderTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(170)]
    [InlineData(2_000)]
    public void Stretches_of_any_length_are_one_stream(int milliseconds)
    {
        var turn = new TurnAudioEncoder(AgentAudioEncoding.Pcm16At24Khz);
        var whole = TestCall.Tone(2_000).Samples;
        var stretch = milliseconds * 8;
        for (var start = 0; start < whole.Length; start += stretch)
        {
            turn.Append(Released(whole[start..Math.Min(whole.Length, start + stretch)]));
        }

        turn.Flush();

        TakeAll(turn).Should().Equal(Resampler.Convert(whole.Span, 8_000, 24_000));
        turn.Duration.Should().Be(MediaTime.FromMilliseconds(2_000));
    }

    [Fact]
    public void A_change_of_rate_loses_no_sample()
    {
        var turn = new TurnAudioEncoder(AgentAudioEncoding.Pcm16At24Khz);
        turn.Append(TestCall.Tone(100));
        turn.Append(TestCall.Tone(100, rate: 16_000));
        turn.Append(TestCall.Tone(100, rate: 24_000));
        turn.Flush();

        TakeAll(turn).Length.Should().Be(7_200);
    }

    [Fact]
    public void Nothing_of_a_cleared_turn_gets_into_the_next_one()
    {
        var turn = new TurnAudioEncoder(AgentAudioEncoding.Pcm16At24Khz);
        turn.Append(TestCall.Tone(100));
        turn.Clear();
        turn.Duration.Should().Be(MediaTime.Zero);

        turn.Append(Released(new short[800]));
        turn.Flush();

        TakeAll(turn).Should().OnlyContain(sample => sample == 0).And.HaveCount(2_400);
    }

    [Fact]
    public void Telephone_audio_stays_what_it_was_in_the_telephones_own_encoding()
    {
        var turn = new TurnAudioEncoder(AgentAudioEncoding.Pcmu);
        var tone = TestCall.Tone(100);
        var expected = new byte[800];
        G711Codec.Pcmu.Encode(tone.Samples.Span, expected);
        turn.Append(tone);

        turn.TryTake(MediaTime.FromSeconds(1), out var chunk).Should().BeTrue();

        chunk.ToArray().Should().Equal(expected);
    }

    private static ReleasedAudio Released(ReadOnlyMemory<short> samples) => new(samples.Span, 8_000, new MediaInterval(MediaTime.Zero, MediaTime.FromSamples(samples.Length, 8_000)));

    private static short[] TakeAll(TurnAudioEncoder turn)
    {
        var bytes = new List<byte>();
        while (turn.TryTake(MediaTime.FromMilliseconds(70), out var chunk))
        {
            bytes.AddRange(chunk);
        }

        return MemoryMarshal.Cast<byte, short>(bytes.ToArray()).ToArray();
    }
}
