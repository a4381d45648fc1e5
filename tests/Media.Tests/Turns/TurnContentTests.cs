using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Tests.Turns;

public sealed class TurnContentTests
{
    [Theory]
    [InlineData("I need to see the heart doctor.")]
    [InlineData("Can I come on Tuesday?")]
    [InlineData("My date of birth is March 14th, 1962.")]
    [InlineData("It is 835-294-176.")]
    [InlineData("555 010 1234")]
    [InlineData("Four, five, three, nine, one, four, eight, zero, three, four, two, six, seven, nine, one, three.")]
    [InlineData("Please charge my card. Thank you.")]
    public void A_whole_sentence_or_number_is_complete(string said) => Judge(said).Should().Be(Completeness.Complete);

    [Theory]
    [InlineData("My member number is")]
    [InlineData("I would like to come on Tuesday, and")]
    [InlineData("The card is 4539 1480")]
    [InlineData("4539 1480 3426")]
    [InlineData("Well, um...")]
    [InlineData("I wanted to ask,")]
    public void What_breaks_off_is_unfinished(string said) => Judge(said).Should().Be(Completeness.Unfinished);

    [Theory]
    [InlineData("")]
    [InlineData("my card is four five three nine")] // the first group of four, or all of it
    [InlineData("next week tuesday")] // no punctuation: the transcriber was not sure of an end
    public void What_cannot_be_told_is_left_to_the_voice(string said) => Judge(said).Should().Be(Completeness.Unknown);

    [Fact]
    public void A_last_word_that_is_not_sure_tells_nothing() =>
        TurnContent.Judge(Words("See you.", confidence: 0.3f)).Should().Be(Completeness.Unknown);

    [Theory]
    [InlineData("Mhm.", true)]
    [InlineData("Okay.", true)]
    [InlineData("uh-huh", true)]
    [InlineData("Yes.", false)] // an answer
    [InlineData("No.", false)]
    [InlineData("Okay, stop that.", false)]
    public void A_sign_of_listening_is_told_from_a_wish_to_speak(string said, bool isBackChannel) =>
        TurnContent.IsBackChannel(Words(said), [Milliseconds(0, 500)]).Should().Be(isBackChannel);

    [Fact]
    public void A_cough_is_no_turn_but_a_longer_sound_without_words_may_be_one()
    {
        TurnContent.IsBackChannel([], [Milliseconds(0, 300)]).Should().BeTrue();
        TurnContent.IsBackChannel([], [Milliseconds(0, 300), Milliseconds(400, 600)]).Should().BeFalse();
    }

    private static Completeness Judge(string said) => TurnContent.Judge(Words(said));

    private static MediaInterval Milliseconds(int start, int end) => new(MediaTime.FromMilliseconds(start), MediaTime.FromMilliseconds(end));

    private static List<TimedWord> Words(string said, float confidence = 0.9f) =>
        [.. said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, at) => new TimedWord(new Sensitive<string>(word), Milliseconds(300 * at, 300 * at + 250), confidence))];
}
