using System.Numerics.Tensors;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Moonshine;

namespace CompliantVoiceProxy.Speech.Tests.Moonshine;

/// <summary>What the model does wrong by itself, and what must come of it.</summary>
public sealed class TrapTests(SpeechFixture speech)
{
    [Fact]
    public void Dictated_digits_that_the_model_would_read_as_silence_are_read()
    {
        Recording recording = Recording.Load("digits-with-pauses.wav", speech.Base);
        FirstChoice(recording).Should().Be(MoonshineShape.EndToken, "left alone, the model ends at once");

        Transcription transcription = recording.Transcribe(speech.Base);

        transcription.Words.Should().HaveCountGreaterThanOrEqualTo(3);
        transcription.Words[^1].Interval.End.Should().BeGreaterThan(recording.Voiced[^1].Start, "the reading goes to the end of the speech");
    }

    [Fact]
    public void Voiced_sound_that_gives_no_word_is_never_nothing_said()
    {
        var tooShort = Recording.AllVoiced(Recording.Noise(0.05, 0.1f));

        Transcription transcription = tooShort.Transcribe(speech.Base);

        transcription.Words.Should().BeEmpty();
        transcription.Doubts.Should().HaveFlag(TranscriptDoubts.Empty);
        transcription.Doubtful.Should().Equal(tooShort.Voiced);
    }

    [Fact]
    public void A_reading_that_runs_on_without_moving_on_in_the_audio_is_cut()
    {
        // Noise that passes for speech: the model goes on and on about it.
        var recording = Recording.AllVoiced(Recording.Noise(3, 0.05f));
        var unlimited = new DecodingLimits { StalledTokens = int.MaxValue, StalledTokensInRepetition = int.MaxValue, TokensPerVoicedSecond = 20 };

        Reading wild = Read(recording, unlimited);
        Reading cut = Read(recording, new DecodingLimits());
        Transcription transcription = recording.Transcribe(speech.Base);

        wild.Doubts.Should().Be(TranscriptDoubts.Truncated);
        wild.Tokens.Length.Should().BeGreaterThan(60);
        cut.Doubts.Should().Be(TranscriptDoubts.Loop);
        cut.Tokens.Length.Should().BeLessThan(20);
        transcription.Doubts.Should().HaveFlag(TranscriptDoubts.Loop);
        MediaIntervalSet.Of(transcription.Doubtful).Total.TotalSeconds.Should().BeGreaterThan(2.5, "what was not explained is named");
    }

    [Fact]
    public void Miscounted_repeats_still_cover_everything_that_was_said()
    {
        Recording recording = Recording.Load("eight-ones.wav", speech.Base);

        Transcription transcription = recording.Transcribe(speech.Base);

        string[] ones = [.. transcription.Words.Select(word => word.Text.Reveal().Trim(',', '.').ToLowerInvariant())];
        ones.Should().OnlyContain(word => word == "one").And.HaveCount(7, "eight were said: the count is not to be trusted");
        MediaIntervalSet covered = MediaIntervalSet.Of(transcription.Words.Select(word => word.Interval.Pad(_reach, _reach)));
        MediaIntervalSet.Of(recording.Voiced).Except(covered).Total.TotalMilliseconds.Should().BeLessThan(64, "a mask over the seven hides the eighth");
    }

    private static readonly MediaTime _reach = MediaTime.FromMilliseconds(150);

    private int FirstChoice(Recording recording)
    {
        using var encoded = new EncodedSpeech(speech.Base.Moonshine, recording.Samples, 1);
        using var decoder = new DecoderReading(encoded);
        return TensorPrimitives.IndexOfMax(decoder.Logits);
    }

    private Reading Read(Recording recording, DecodingLimits limits)
    {
        MoonshineModel model = speech.Base.Moonshine;
        using var encoded = new EncodedSpeech(model, recording.Samples, 1);
        var states = new VoicedStates(encoded.StateCount, recording.Samples.Length, MediaTime.Zero, recording.Voiced);
        return new GreedyDecoder(limits, model.Vocabulary).Read(encoded, states, TestContext.Current.CancellationToken);
    }
}
