using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

public sealed class PinRecognizerTests
{
    [Theory]
    [InlineData("written", "my PIN is 4412", "PIN: 4412")]
    [InlineData("three figures", "pin number 771", "PIN: 771")]
    [InlineData("eight figures", "the passcode is 44120977", "PIN: 44120977")]
    [InlineData("spoken", "my pin is four four one two", "PIN: four four one two")]
    [InlineData("pairs", "the pin code is forty four twelve", "PIN: forty four twelve")]
    [InlineData("doubled", "my passcode would be double four one two", "PIN: double four one two")]
    [InlineData("mixed", "my pin is 4 four 12", "PIN: 4 four 12")]
    [InlineData("homophones", "my pin is four to one ate", "PIN: four to one ate")]
    [InlineData("fillers", "my pin is four, um, four, let me see, one two", "PIN: four, um, four, let me see, one two")]
    [InlineData("with groups", "access code 44-12-09", "PIN: 44-12-09")]
    [InlineData("hundreds", "my pin is twelve hundred", "PIN: twelve hundred")]
    [InlineData("written as a time", "my pin is 11:30", "PIN: 11:30")]
    [InlineData("counting", "my pin is one two three four", "PIN: one two three four")]
    [InlineData("spelled", "the P I N is 4412", "PIN: 4412")]
    [InlineData("behind", "4412 is my pin", "PIN: 4412")]
    [InlineData("a bare word", "and then the pin, 4412", "PIN: 4412")]
    [InlineData("said anew", "the old pin was 4412 and the new pin is 9071", "PIN: 4412", "PIN: 9071")]
    [InlineData("beside a card", "my card number is 4111 1111 1111 1111 and my pin is 4412", "CREDIT_CARD: 4111 1111 1111 1111", "PIN: 4412")]
    [InlineData("beside a code", "the security code is 863 and the pin is 4412", "CVV: 863", "PIN: 4412")]
    public void A_pin_that_is_announced_is_found_whole(string form, string text, params string[] found) => Detected.In(text).Should().Equal(found, form);

    [Theory]
    [InlineData("What's your PIN?", "four four one two", "PIN: four four one two")]
    [InlineData("Please tell me your four digit pin.", "it's 4412", "PIN: 4412")]
    [InlineData("And the passcode we texted you?", "uh, forty four, twelve oh nine", "PIN: forty four, twelve oh nine")]
    [InlineData("Can I have the personal identification number?", "sure, 4 4 1 2", "PIN: 4 4 1 2")]
    [InlineData("Your access code, please.", "seven seven one", "PIN: seven seven one")]
    public void A_pin_that_was_asked_for_is_found(string asked, string answer, params string[] found) => Detected.After([asked], answer).Should().Equal(found, asked);

    [Fact]
    public void A_pin_goes_on_in_the_next_turn() =>
        Detected.After(["What's your PIN?", "four four", "Mm-hmm, go ahead."], "one two").Should().Equal("PIN: one two");

    [Fact]
    public void The_beginning_of_a_pin_is_held() => Detected.HeldOf("my pin is four four").Should().Be("four four");

    [Theory]
    [InlineData("pins of another kind", "I get pins and needles in my feet")]
    [InlineData("of a bone", "there is some drainage from the pin sites")]
    public void Other_pins_stay(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Fact]
    public void Nothing_of_a_pin_is_shown_whatever_the_policy_says()
    {
        foreach (var action in Enum.GetValues<TextAction>())
        {
            var policy = TenantPolicy.Defaults with { Entities = TenantPolicy.Defaults.Entities.Add(EntityType.Pin, new EntityPolicy { Text = action, Sound = SoundAction.Keep, MinimumConfidence = 0 }) };

            policy.TextActionFor(EntityType.Pin, 1).Should().BeOneOf(TextAction.Token, TextAction.Type);
            policy.SoundActionFor(EntityType.Pin, 1).Should().Be(SoundAction.Mask);
        }
    }
}
