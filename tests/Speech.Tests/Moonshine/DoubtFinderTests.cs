using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Moonshine;

namespace CompliantVoiceProxy.Speech.Tests.Moonshine;

/// <summary>What is not known is doubtful: no figure that the model gives, not even none, clears by default.</summary>
public sealed class DoubtFinderTests
{
    private const float Sure = -0.1f;
    private const float NoNumber = -5;

    [Fact]
    public void Sure_words_leave_no_doubt() => Judge(Sure, NoNumber).Found.Should().Be(TranscriptDoubts.None);

    [Theory]
    [InlineData(0.6f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_word_that_sounds_like_a_number_or_that_nothing_is_known_of_is_doubtful(float odds) =>
        Judge(Sure, odds).Found.Should().Be(TranscriptDoubts.DigitsLikely);

    [Theory]
    [InlineData(-1.1f)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void A_stretch_whose_words_are_unlikely_or_not_measured_is_foreign(float logProbability) =>
        Judge(logProbability, NoNumber).Found.Should().Be(TranscriptDoubts.ForeignLanguage);

    [Theory]
    [InlineData("140 over 90")]
    [InlineData("one hundred and one")]
    [InlineData("98 point 6")]
    public void A_number_that_is_written_as_one_is_for_the_recognizers_of_text_to_judge(string text) =>
        JudgeNumber(text).Found.Should().Be(TranscriptDoubts.None);

    [Theory]
    [InlineData("Over 90")]
    [InlineData("one hundred and")]
    [InlineData("140 over bee")]
    [InlineData("four wailing nine")]
    public void What_sounds_like_a_number_and_is_written_otherwise_is_doubtful_from_end_to_end(string text)
    {
        var doubts = JudgeNumber(text);
        doubts.Found.Should().Be(TranscriptDoubts.DigitsLikely);
        doubts.Doubtful.Should().Equal(Seconds(0, 0.4 * text.Split(' ').Length));
    }

    [Fact]
    public void A_word_that_lasts_too_long_for_its_tokens_hides_something() =>
        Judge(Sure, NoNumber, seconds: 1.2).Doubtful.Should().Equal(Seconds(0, 1.2));

    [Fact]
    public void Speech_beside_the_words_is_doubtful_where_no_word_explains_it()
    {
        var doubts = new DoubtFinder(new ClearanceThresholds());
        doubts.Judge(Reading(Sure), [Word(NoNumber, 0.4)], Seconds(0, 2), [Seconds(0, 1)]);
        doubts.Doubtful.Should().Equal(Seconds(0.4, 1));
    }

    private static DoubtFinder Judge(float logProbability, float odds, double seconds = 0.5)
    {
        var doubts = new DoubtFinder(new ClearanceThresholds());
        doubts.Judge(Reading(logProbability), [Word(odds, seconds)], Seconds(0, seconds), [Seconds(0, seconds)]);
        return doubts;
    }

    private static DoubtFinder JudgeNumber(string text)
    {
        HeardWord[] words = [.. text.Split(' ').Select((word, at) => new HeardWord(word, Seconds(0.4 * at, 0.4 * (at + 1)), 1, Sure, 3))];
        var doubts = new DoubtFinder(new ClearanceThresholds());
        doubts.Judge(Reading(Sure), words, Seconds(0, 0.4 * words.Length), [Seconds(0, 0.4 * words.Length)]);
        return doubts;
    }

    private static Reading Reading(float logProbability) => new([new ReadToken(3, logProbability, -9, [1])], -0.1f, 0, TranscriptDoubts.None);

    private static HeardWord Word(float odds, double seconds) => new("word", Seconds(0, seconds), 1, Sure, odds);

    private static MediaInterval Seconds(double start, double end) => new(MediaTime.FromSeconds(start), MediaTime.FromSeconds(end));
}
