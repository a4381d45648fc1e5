namespace CompliantVoiceProxy.Policies.Tests;

public sealed class EntityPolicyTests
{
    [Fact]
    public void A_type_that_the_file_does_not_name_is_a_token_in_text_and_masked_in_sound()
    {
        var policy = PolicyText.Compile($"{PolicyText.Whole}\nentities:\n  CITY: {{ text: keep }}").Policy!;

        policy.For(EntityType.City).Should().Be(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Mask });
        policy.For(EntityType.CreditCard).Should().Be(new EntityPolicy { Text = TextAction.Token, Sound = SoundAction.Mask });
    }

    [Theory]
    [InlineData("CREDIT_CARD", "text", "keep")]
    [InlineData("CREDIT_CARD", "sound", "keep")]
    [InlineData("CVV", "text", "keep")]
    [InlineData("CVV", "sound", "keep")]
    [InlineData("CVV", "text", "last-four")]
    [InlineData("CVV", "text", "surrogate")]
    [InlineData("PIN", "text", "keep")]
    [InlineData("PIN", "sound", "keep")]
    [InlineData("PIN", "text", "last-four")]
    [InlineData("UNKNOWN_NUMBER", "text", "keep")]
    [InlineData("UNKNOWN_NUMBER", "sound", "keep")]
    [InlineData("UNKNOWN_NUMBER", "text", "last-four")]
    [InlineData("UNKNOWN_NUMBER", "text", "surrogate")]
    [InlineData("US_SSN", "text", "bin-and-last-four")]
    [InlineData("ZIP_CODE", "text", "last-four")]
    [InlineData("PERSON", "text", "last-four")]
    public void What_is_never_safe_is_refused_on_its_line_with_the_reason(string type, string key, string action)
    {
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nentities:\n  {type}:\n    {key}: {action}")
            .Should().ContainSingle().Which.Should().StartWith($"9: entities.{type}.{key} is '{action}', but ").And.NotEndWith("but ");
    }

    [Theory]
    [InlineData("CREDIT_CARD", "bin-and-last-four")]
    [InlineData("CREDIT_CARD", "surrogate")]
    [InlineData("US_SSN", "last-four")]
    [InlineData("PERSON", "surrogate")]
    [InlineData("CVV", "type")]
    [InlineData("DATE", "keep")]
    public void What_can_be_safe_may_be_chosen(string type, string action) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nentities: {{ {type}: {{ text: {action} }} }}").Should().BeEmpty();

    [Fact]
    public void Misspelled_types_and_actions_are_told_what_was_meant()
    {
        PolicyText.ErrorsOf($$"""
            {{PolicyText.Whole}}
            entities:
              CREDITCARD: {}
              CITY: { text: kepp, minimum-confidence: 2 }
              DATE: keep
            """).Should().Equal(
            "8: unknown key 'entities.CREDITCARD'; did you mean 'CREDIT_CARD'?",
            "9: entities.CITY.text is 'kepp', but must be one of: token, type, last-four, bin-and-last-four, keep, surrogate; did you mean 'keep'?",
            "9: entities.CITY.minimum-confidence is 2, but must be in the range 0 to 1",
            "10: entities.DATE must be a section of settings");
    }
}
