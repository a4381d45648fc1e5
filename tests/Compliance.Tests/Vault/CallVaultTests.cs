using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Vault;

public sealed class CallVaultTests
{
    private readonly CallVault _vault = new();

    [Fact]
    public void A_value_has_one_token_a_type_through_the_call()
    {
        TokenFor(EntityType.MemberId, "4410277").Should().Be("[MEMBER_ID_1]");
        TokenFor(EntityType.MemberId, "9910277").Should().Be("[MEMBER_ID_2]");
        TokenFor(EntityType.MemberId, "4410277").Should().Be("[MEMBER_ID_1]");
        TokenFor(EntityType.Mrn, "4410277").Should().Be("[MRN_1]");
    }

    [Fact]
    public void A_use_gets_the_figures_of_a_number_and_a_name_as_it_was_transcribed()
    {
        TokenFor(EntityType.MemberId, "4410277", "double four one oh two seven seven");
        TokenFor(EntityType.Person, "sarah o'brien", "Sarah O'Brien");

        _vault.Use("[MEMBER_ID_1]")!.Value.Reveal().Should().Be("4410277");
        _vault.Use("[MEMBER_ID_1]")!.Value.Reveal().Should().Be("4410277");
        _vault.Use("[PERSON_1]")!.Value.Reveal().Should().Be("Sarah O'Brien");
        _vault.Use("[PERSON_2]").Should().BeNull();
        _vault.Use("").Should().BeNull();
    }

    [Theory]
    [InlineData(EntityType.Cvv)]
    [InlineData(EntityType.Pin)]
    public void A_security_code_or_PIN_is_gone_after_its_use(EntityType type)
    {
        var token = TokenFor(type, "123");

        _vault.Use(token)!.Value.Reveal().Should().Be("123");
        _vault.Use(token).Should().BeNull();
    }

    [Fact]
    public void A_security_code_is_not_known_by_its_value_and_gone_when_another_is_said_or_all_are_forgotten()
    {
        var first = TokenFor(EntityType.Cvv, "123");
        var second = TokenFor(EntityType.Cvv, "123");

        second.Should().NotBe(first);
        _vault.Use(first).Should().BeNull();
        _vault.Knows(new Sensitive<string>("123")).Should().BeFalse();

        _vault.ForgetSecrets();
        _vault.Use(second).Should().BeNull();
    }

    [Fact]
    public void A_value_is_found_again_under_another_type()
    {
        TokenFor(EntityType.MemberId, "4410277");

        _vault.TryFindToken(EntityType.UnknownNumber, new Sensitive<string>("4410277"), out var token).Should().BeTrue();
        token.Should().Be("[MEMBER_ID_1]");
        _vault.TryFindToken(EntityType.MemberId, new Sensitive<string>("4410278"), out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("sarah", true)]
    [InlineData("miller", true)]
    [InlineData("miller sarah", true)]
    [InlineData("sarah jones", false)]
    [InlineData("sara", false)]
    [InlineData("", false)]
    public void Part_of_a_name_is_that_person(string reading, bool isKnown)
    {
        TokenFor(EntityType.Person, "sarah ann miller");

        _vault.TryFindToken(EntityType.Person, new Sensitive<string>(reading), out var token).Should().Be(isKnown);
        token.Should().Be(isKnown ? "[PERSON_1]" : null);
    }

    [Fact]
    public void A_made_up_value_leads_to_the_true_one_in_whatever_form_it_comes_back()
    {
        _vault.AddSurrogate(new Sensitive<string>("555-555-0142"), TokenFor(EntityType.PhoneNumber, "4155552671"));

        _vault.Use("(555) 555-0142")!.Value.Reveal().Should().Be("4155552671");
    }

    private string TokenFor(EntityType type, string reading, string? spoken = null) =>
        _vault.TokenFor(type, new Sensitive<string>(reading), new Sensitive<string>(spoken ?? reading));
}
