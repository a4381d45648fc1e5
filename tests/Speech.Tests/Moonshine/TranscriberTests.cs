using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Moonshine;

namespace CompliantVoiceProxy.Speech.Tests.Moonshine;

public sealed class TranscriberTests(SpeechFixture speech)
{
    [Fact]
    public void A_plain_sentence_is_read_without_doubt()
    {
        Transcription transcription = Recording.Load("sentence.wav", speech.Base).Transcribe(speech.Base);

        TextOf(transcription).Should().Be("My knee has been hurting since I fell on the stairs.");
        transcription.Doubts.Should().Be(TranscriptDoubts.None);
        transcription.Doubtful.Should().BeEmpty();
        transcription.Words.Should().OnlyContain(word => word.Confidence > 0.4f);
    }

    [Fact]
    public void Words_are_in_order_of_time_and_do_not_overlap()
    {
        Transcription transcription = Recording.Load("sentence.wav", speech.Base).Transcribe(speech.Base);

        transcription.Words.Should().OnlyContain(word => !word.Interval.IsEmpty);
        transcription.Words.Zip(transcription.Words.Skip(1)).Should().OnlyContain(pair => pair.First.Interval.End <= pair.Second.Interval.Start);
        transcription.Words[0].Interval.Start.Should().BeGreaterThanOrEqualTo(transcription.Interval.Start);
        transcription.Words[^1].Interval.End.Should().BeLessThanOrEqualTo(transcription.Interval.End);
    }

    [Fact]
    public void The_small_model_reads_it_too()
    {
        Transcription transcription = Recording.Load("sentence.wav", speech.Tiny).Transcribe(speech.Tiny);

        TextOf(transcription).Should().Contain("been hurting since I fell on the");
    }

    [Fact]
    public void Digits_that_are_heard_as_words_are_in_doubt()
    {
        // "Five four three nine" is read as something like "Time for three times".
        Transcription transcription = Recording.Load("digits-as-words.wav", speech.Base).Transcribe(speech.Base);

        transcription.Words.Should().Contain(word => !WrittenNumber.Is(word.Text.Reveal()) && word.Confidence > 0.5f, "confidence alone would clear it");
        transcription.Doubts.Should().HaveFlag(TranscriptDoubts.DigitsLikely);
        PassableSpeech(transcription).Should().BeLessThan(0.1);
    }

    [Fact]
    public void A_card_number_in_Spanish_gives_no_word_that_could_pass()
    {
        Transcription transcription = Recording.Load("spanish-card.wav", speech.Base).Transcribe(speech.Base);

        PassableSpeech(transcription).Should().BeLessThan(0.1);
    }

    [Fact]
    public void Several_threads_read_the_same_as_one()
    {
        string[] files = ["sentence.wav", "eight-ones.wav", "digits-with-pauses.wav", "digits-as-words.wav"];
        Recording[] recordings = [.. files.Select(file => Recording.Load(file, speech.Base))];
        Transcription[] alone = [.. recordings.Select(recording => recording.Transcribe(speech.Base))];
        var together = new Transcription[recordings.Length];

        Parallel.For(0, recordings.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = recordings[i].Transcribe(speech.Base));

        for (int i = 0; i < recordings.Length; i++)
        {
            TextOf(together[i]).Should().Be(TextOf(alone[i]));
            together[i].Words.Select(word => (word.Interval, word.Confidence)).Should().Equal(alone[i].Words.Select(word => (word.Interval, word.Confidence)));
            together[i].Doubtful.Should().Equal(alone[i].Doubtful);
        }
    }

    [Fact]
    public void What_is_no_longer_wanted_is_given_up()
    {
        Recording recording = Recording.Load("sentence.wav", speech.Base);

        Action transcribe = () => speech.Base.Transcriber.Transcribe(recording.Samples, MediaTime.Zero, recording.Voiced, new CancellationToken(canceled: true));

        transcribe.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Times_count_from_where_the_stretch_was_heard()
    {
        Recording recording = Recording.Load("sentence.wav", speech.Base);
        MediaTime later = MediaTime.FromSeconds(100);

        Transcription moved = speech.Base.Transcriber.Transcribe(
            recording.Samples,
            later,
            [.. recording.Voiced.Select(voiced => new MediaInterval(voiced.Start + later, voiced.End + later))],
            TestContext.Current.CancellationToken);

        Transcription atZero = recording.Transcribe(speech.Base);
        moved.Words[3].Interval.Should().Be(new MediaInterval(atZero.Words[3].Interval.Start + later, atZero.Words[3].Interval.End + later));
    }

    private static string TextOf(Transcription transcription) => string.Join(' ', transcription.Words.Select(word => word.Text.Reveal()));

    // Seconds of words that neither doubt nor low confidence nor being written as a number keeps back.
    private static double PassableSpeech(Transcription transcription) =>
        transcription.Words
            .Where(word => word.Confidence >= 0.25f
                && !WrittenNumber.Is(word.Text.Reveal())
                && !transcription.Doubtful.Any(doubtful => doubtful.Overlaps(word.Interval)))
            .Sum(word => word.Interval.Duration.TotalSeconds);
}
