namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>Every way in which a card number is said or written; the numbers are the brands' published test numbers.</summary>
public sealed class CardNumberRecognizerTests
{
    [Theory]
    [InlineData("figures in fours", "It is 4111 1111 1111 1111.", "4111 1111 1111 1111")]
    [InlineData("figures together", "charge 5555555555554444 then", "5555555555554444")]
    [InlineData("hyphens", "it's 6011-1111-1111-1117", "6011-1111-1111-1117")]
    [InlineData("single words", "four one one one one one one one one one one one one one one one", "four one one one one one one one one one one one one one one one")]
    [InlineData("oh", "four oh one two eight eight eight eight eight eight eight eight one eight eight one", "four oh one two eight eight eight eight eight eight eight eight one eight eight one")]
    [InlineData("double and triple", "card number double four double four triple three one double two six five oh nine", "double four double four triple three one double two six five oh nine")]
    [InlineData("pairs", "card number forty one eleven eleven eleven eleven eleven eleven eleven", "forty one eleven eleven eleven eleven eleven eleven eleven")]
    [InlineData("words and figures", "my card number is 4111 one one one one 1111 eleven eleven", "4111 one one one one 1111 eleven eleven")]
    [InlineData("commas", "the card is 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.", "4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1")]
    [InlineData("periods between groups", "the card is 5555. 5555. 5555. 4444. Thanks", "5555. 5555. 5555. 4444")]
    [InlineData("fillers between groups", "card number 5555 um let me see 5555 okay 5555 and then 4444", "5555 um let me see 5555 okay 5555 and then 4444")]
    [InlineData("a restart", "card number four one one two no wait four one one one one one one one one one one one one one one one", "four one one two no wait four one one one one one one one one one one one one one one one")]
    [InlineData("Mastercard 2 series", "it's 2223 0031 2200 3222", "2223 0031 2200 3222")]
    [InlineData("nineteen figures", "it's 6304 0000 0000 0000 000", "6304 0000 0000 0000 000")]
    [InlineData("a repeat counted once too often", "it's 4111 1111 1111 1111 1", "4111 1111 1111 1111 1")]
    [InlineData("homophones", "card number is for one won one ate ate too to five fine five five six sex six six", "for one won one ate ate too to five fine five five six sex six six")]
    [InlineData("American Express", "amex three seven eight two eight two two four six three one oh oh oh five", "three seven eight two eight two two four six three one oh oh oh five")]
    public void A_card_number_is_found_whole(string form, string text, string number) =>
        Detected.In(text).Should().Equal([$"CREDIT_CARD: {number}"], form);

    [Theory]
    [InlineData("the last four alone", "the card ending in 4242", "4242")]
    [InlineData("a group alone", "my card number is 4111 11", "4111 11")]
    public void A_part_is_found_where_it_is_announced(string form, string text, string part) =>
        Detected.In(text).Should().Equal([$"CREDIT_CARD: {part}"], form);

    [Fact]
    public void A_number_goes_on_in_the_next_turn() =>
        Detected.After(["What's the card number?", "5555 5555", "go ahead"], "5555 4444").Should().Equal("CREDIT_CARD: 5555 4444");

    [Theory]
    [InlineData("a dose", "take 500 milligrams twice a day for 10 days")]
    [InlineData("pressure", "it was 128 over 82 this morning")]
    [InlineData("money", "that comes to $1,250.00 in all")]
    [InlineData("a cardinal", "about two hundred fifty thousand people")]
    public void Quantities_stay(string form, string text) => Detected.In(text).Should().BeEmpty(form);
}
