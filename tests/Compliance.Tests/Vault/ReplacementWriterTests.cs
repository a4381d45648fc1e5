using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Tests.Detecting;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Vault;

public sealed class ReplacementWriterTests
{
    private const string Card = "four one one one one one one one one one one one one one one one";

    [Theory]
    [InlineData(TextAction.Token, "[CREDIT_CARD_1]")]
    [InlineData(TextAction.Type, "[CREDIT_CARD]")]
    [InlineData(TextAction.LastFour, "[CREDIT_CARD_1 ending in 1111]")]
    [InlineData(TextAction.BinAndLastFour, "[CREDIT_CARD_1 beginning with 411111, ending in 1111]")]
    public void A_spoken_number_is_written_as_the_policy_says(TextAction action, string written) =>
        Write(EntityType.CreditCard, action, Card).Should().Be(written);

    [Theory]
    [InlineData("a written one", "4111 1111 1111 1111", true)]
    [InlineData("doubles", "four double one double one double one double one double one double one double one one", true)]
    [InlineData("American Express", "3782 822463 10005", true)]
    [InlineData("one figure is missing", "4111 1111 1111 111", false)]
    [InlineData("the check digit is wrong", "4111 1111 1111 1112", false)]
    [InlineData("it runs on into the security code", "4111 1111 1111 1111 123", false)]
    [InlineData("it runs on and its check digit happens to be right", "4111 1111 1111 1111 117", false)]
    [InlineData("a letter", "4111 1111 1111 111B", false)]
    public void The_last_four_of_a_card_are_shown_only_of_a_whole_number(string what, string spoken, bool isShown) =>
        Write(EntityType.CreditCard, TextAction.LastFour, spoken).Contains("ending in", StringComparison.Ordinal).Should().Be(isShown, what);

    [Theory]
    [InlineData(EntityType.UsSsn, "219 09 9999", "[US_SSN_1 ending in 9999]")]
    [InlineData(EntityType.UsSsn, "9999", "[US_SSN_1]")]
    [InlineData(EntityType.PhoneNumber, "four one five five five five two six seven one", "[PHONE_NUMBER_1 ending in 2671]")]
    [InlineData(EntityType.PhoneNumber, "555 2671", "[PHONE_NUMBER_1]")]
    [InlineData(EntityType.MemberId, "W 4410277", "[MEMBER_ID_1]")]
    public void The_last_four_of_a_part_of_a_number_are_not_shown(EntityType type, string spoken, string written) =>
        Write(type, TextAction.LastFour, spoken).Should().Be(written);

    [Theory]
    [InlineData(TextAction.Keep)]
    [InlineData(TextAction.LastFour)]
    public void What_is_found_or_understood_without_being_sure_is_a_token(TextAction action)
    {
        Write(EntityType.PhoneNumber, action, "415 555 2671", confidence: 0.79f).Should().Be("[PHONE_NUMBER_1]");
        Write(EntityType.PhoneNumber, action, "415 555 2671", confidence: float.NaN).Should().Be("[PHONE_NUMBER_1]");
        Write(EntityType.PhoneNumber, action, "415 555 2671", isSure: false).Should().Be("[PHONE_NUMBER_1]");
        Write(EntityType.PhoneNumber, action, "415 555 2671", confidence: 0.8f).Should().NotBe("[PHONE_NUMBER_1]");
    }

    [Theory]
    [InlineData(TextAction.Type)]
    [InlineData(TextAction.Surrogate)]
    public void What_shows_nothing_of_the_value_needs_no_sureness(TextAction action) =>
        Write(EntityType.PhoneNumber, action, "415 555 2671", confidence: 0.1f, isSure: false).Should().NotBe("[PHONE_NUMBER_1]").And.NotContain("2671");

    [Theory]
    [InlineData(EntityType.CreditCard, TextAction.Keep)]
    [InlineData(EntityType.Cvv, TextAction.Keep)]
    [InlineData(EntityType.Cvv, TextAction.LastFour)]
    [InlineData(EntityType.Pin, TextAction.Surrogate)]
    [InlineData(EntityType.UnknownNumber, TextAction.Keep)]
    public void A_policy_that_was_not_read_from_a_file_cannot_choose_what_is_never_safe(EntityType type, TextAction action) =>
        Write(type, action, "4111 1111 1111 1111").Should().Be($"[{EntityTypes.NameOf(type)}_1]");

    [Fact]
    public void The_words_are_kept_where_the_policy_keeps_them() =>
        Write(EntityType.City, TextAction.Keep, "San Rafael").Should().Be("San Rafael");

    [Fact]
    public void A_made_up_value_is_the_same_in_whatever_form_the_true_one_is_said_and_leads_to_it()
    {
        var vault = new CallVault();
        var writer = new ReplacementWriter(Detected.Detector, vault, PolicyOf(EntityType.MemberId, TextAction.Surrogate));

        var first = Write(writer, EntityType.MemberId, "441 0277");
        var second = Write(writer, EntityType.MemberId, "double four one oh two seven seven");

        first.Should().MatchRegex("^[0-9]{3} [0-9]{4}$").And.NotBe("441 0277");
        second.Should().MatchRegex("^[0-9 ]{8}$").And.Be(first);
        vault.Use(second)!.Value.Reveal().Should().Be("4410277");
    }

    private static string Write(EntityType type, TextAction action, string spoken, float confidence = 0.95f, bool isSure = true) =>
        Write(new ReplacementWriter(Detected.Detector, new CallVault(), PolicyOf(type, action)), type, spoken, confidence, isSure);

    private static string Write(ReplacementWriter writer, EntityType type, string spoken, float confidence = 0.95f, bool isSure = true)
    {
        var text = $"it is {spoken}, right?";
        return writer.Write(text, new Entity(type, new TextSpan(6, 6 + spoken.Length), confidence, typeof(ReplacementWriterTests)), isSure);
    }

    private static TenantPolicy PolicyOf(EntityType type, TextAction action) => TenantPolicy.Defaults with
    {
        Entities = TenantPolicy.Defaults.Entities.Add(type, new EntityPolicy { Text = action }),
    };
}
