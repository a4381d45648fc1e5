using CompliantVoiceProxy.Speech.Moonshine;

namespace CompliantVoiceProxy.Speech.Tests.Moonshine;

public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("4111")]
    [InlineData("2249-3035-6529")]
    [InlineData("Four,")]
    [InlineData("twenty-one.")]
    [InlineData("fifteenth")]
    [InlineData("March")]
    [InlineData("R")]
    [InlineData("x7q")]
    public void Numbers_in_any_spelling_are_numbers(string word) => WrittenNumber.Is(word).Should().BeTrue();

    [Theory]
    [InlineData("pigs")]
    [InlineData("for")]
    [InlineData("marches")]
    [InlineData("five-four-pigs")]
    [InlineData("...")]
    [InlineData("")]
    public void Other_words_are_not(string word) => WrittenNumber.Is(word).Should().BeFalse();
}
