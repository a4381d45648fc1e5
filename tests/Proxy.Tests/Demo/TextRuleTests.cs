using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Tests.Demo;

public sealed class TextRuleTests
{
    private static readonly SpokenPart Card = new("CREDIT_CARD", "four five three nine, one four eight zero, three four two six, seven nine one three", "4539148034267913", default);
    private static readonly SpokenPart Name = new("PERSON", "Margaret Whitfield", "Margaret Whitfield", default);
    private static readonly SpokenPart Birth = new("DATE_OF_BIRTH", "March fourteenth, nineteen sixty two", "1962-03-14", default);

    [Theory]
    [InlineData("My card is 4539 1480 3426 7913.")]
    [InlineData("it ends in 7913")]
    [InlineData("four, five, three, nine")]
    [InlineData("five three nine one and more")]
    [InlineData("45391")]
    public void A_card_is_told_by_four_of_its_digits(string text) => TextRule.Tells(text, Card).Should().BeTrue();

    [Theory]
    [InlineData("My card is [CREDIT_CARD_1].")]
    [InlineData("one of four people took 20 milligrams")]
    [InlineData("call 5551234")]
    [InlineData("")]
    public void Other_text_does_not_tell_a_card(string text) => TextRule.Tells(text, Card).Should().BeFalse();

    [Theory]
    [InlineData("my name is Marguerite")]
    [InlineData("WHITFIELD")]
    public void A_name_is_told_as_a_transcriber_may_spell_it(string text) => TextRule.Tells(text, Name).Should().BeTrue();

    [Fact]
    public void A_name_is_not_told_by_its_token() => TextRule.Tells("my name is [PERSON_1]", Name).Should().BeFalse();

    [Theory]
    [InlineData("born in 1962")]
    [InlineData("the fourteenth")]
    [InlineData("in march")]
    public void A_date_is_told_by_its_year_its_month_or_its_day(string text) => TextRule.Tells(text, Birth).Should().BeTrue();
}
