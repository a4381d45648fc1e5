using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Tests.Monitor;

public sealed class SurvivalRuleTests
{
    private static readonly TestUtterance Card = MonitorScript.Read().Single(utterance => utterance.Parts.Any(part => part.Type == "CREDIT_CARD"));
    private static readonly WavFile Nothing = new(new short[8_000], 8_000);

    [Fact]
    public void The_script_holds_a_test_identifier_and_a_test_card() =>
        MonitorScript.Read().SelectMany(utterance => utterance.Parts).Select(part => part.Type).OfType<string>().Should().Equal("MEMBER_ID", "CREDIT_CARD");

    [Theory]
    [InlineData(TextAction.Token, "Please charge my card [CREDIT_CARD_1].", false)]
    [InlineData(TextAction.Token, "Please charge my card. 4539 1480 [CREDIT_CARD_1].", true)]
    [InlineData(TextAction.LastFour, "[CREDIT_CARD_1 ending in 7913]", false)]
    [InlineData(TextAction.LastFour, "[CREDIT_CARD_1 beginning with 453914, ending in 7913]", true)]
    [InlineData(TextAction.BinAndLastFour, "[CREDIT_CARD_1 beginning with 453914, ending in 7913]", false)]
    [InlineData(TextAction.BinAndLastFour, "four five three nine one four eight zero three four two six", true)]
    public void Text_may_tell_what_the_policy_shows_and_no_more(TextAction action, string text, bool survives)
    {
        var policy = TenantPolicy.Defaults with { Entities = TenantPolicy.Defaults.Entities.Add(EntityType.CreditCard, new EntityPolicy { Text = action }) };

        SurvivalRule.Survivors(Card, [text], Nothing, policy).Any().Should().Be(survives);
    }

    [Fact]
    public void Sound_that_left_unmasked_survives() =>
        SurvivalRule.Survivors(Card, [], Card.Sound, TenantPolicy.Defaults).Should().Equal("CREDIT_CARD");
}
