using CompliantVoiceProxy.Compliance.Tests.Detecting;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Tools;

public sealed class ArgumentValuesTests
{
    private readonly CallVault _vault = new();
    private readonly ArgumentValues _values;

    public ArgumentValuesTests()
    {
        _values = new ArgumentValues(Detected.Detector, _vault, TenantPolicy.Defaults);
        _vault.TokenFor(EntityType.MemberId, new Sensitive<string>("QX44109"), new Sensitive<string>("QX 44109"));
        _vault.TokenFor(EntityType.CreditCard, new Sensitive<string>("4539148034267913"), new Sensitive<string>("4539 1480 3426 7913"));
        _vault.TokenFor(EntityType.Cvv, new Sensitive<string>("123"), new Sensitive<string>("123"));
        _vault.TokenFor(EntityType.Custom, new Sensitive<string>("LC441022"), new Sensitive<string>("LC 441022"), "LOYALTY_CARD");
        _vault.AddSurrogate(new Sensitive<string>("QZ-90871"), "[MEMBER_ID_1]");
    }

    [Theory]
    [InlineData("[MEMBER_ID_1]", "MEMBER_ID")]
    [InlineData("[CREDIT_CARD_1 ending in 7913]", "CREDIT_CARD")]
    [InlineData("[LOYALTY_CARD_1]", "LOYALTY_CARD")]
    [InlineData("QZ-90871", "MEMBER_ID")]
    [InlineData("[MEMBER_ID_2]", null)]
    [InlineData("[MEMBER_ID]", null)]
    [InlineData("QX44109", null)]
    [InlineData("member [MEMBER_ID_1]", null)]
    [InlineData("", null)]
    [InlineData("[ x]", null)]
    public void A_token_has_a_type_and_nothing_else_has(string text, string? type) => _values.TypeOf(text).Should().Be(type);

    [Theory]
    [InlineData("for [MEMBER_ID_1], please", "for QX44109, please")]
    [InlineData("[MEMBER_ID_1][MEMBER_ID_1]", "QX44109QX44109")]
    [InlineData("[MEMBER_ID_7] is none", "[MEMBER_ID_7] is none")]
    [InlineData("charge [CREDIT_CARD_1 ending in 7913] with [CVV_1]", "charge [CREDIT_CARD_1 ending in 7913] with [CVV_1]")]
    [InlineData("the card LC is [LOYALTY_CARD_1]", "the card LC is LC441022")]
    [InlineData("nothing here", "nothing here")]
    public void Values_stand_in_text_where_tokens_stood_but_a_cards_do_not(string text, string filled) => _values.FillIn(text).Should().Be(filled);

    [Fact]
    public void A_security_code_is_used_once()
    {
        _values.Use("[CVV_1]").Should().Be("123");
        _values.Use("[CVV_1]").Should().BeNull();
        _values.TypeOf("[CVV_1]").Should().BeNull();
    }

    [Theory]
    [InlineData("plan", "gold", true)]
    [InlineData("page", "3", true)]
    [InlineData("plan", "[MEMBER_ID_1]", false)]
    [InlineData("plan", "gold [PERSON_4]", false)]
    [InlineData("plan", "qx-44109", false)]
    [InlineData("plan", "QZ-90871", false)]
    [InlineData("plan", "4111 1111 1111 1111", false)]
    [InlineData("member_id", "4410277", false)]
    public void What_others_could_read_holds_nothing_of_anybody(string name, string value, bool maySeen) => _values.MayBeSeen(name, value).Should().Be(maySeen);
}
