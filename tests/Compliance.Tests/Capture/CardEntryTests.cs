using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Tests.Detecting;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Capture;

public sealed class CardEntryTests
{
    private static readonly CardPart[] Whole = [CardPart.Number, CardPart.Expiry, CardPart.SecurityCode];

    private readonly CallVault _vault = new();

    [Fact]
    public void A_card_is_keyed_part_by_part()
    {
        var entry = New(Whole);

        Press(entry, "4539148034267913#0429#123");
        entry.IsComplete.Should().BeFalse("the last part is not ended");
        Press(entry, "#");

        Reveal(entry.Take()).Should().Be("4539148034267913 04 2029 123");
        entry.Take().Should().BeNull("the security code is forgotten");
    }

    [Fact]
    public void A_star_begins_the_part_anew_and_a_pound_alone_ends_nothing()
    {
        var entry = New(Whole);

        Press(entry, "##4111*4539148034267913#A0429#*12*123#");

        Reveal(entry.Take()).Should().Be("4539148034267913 04 2029 123");
    }

    [Theory]
    [InlineData("4539148034267914#", CardPart.Number)]
    [InlineData("4539#", CardPart.Number)]
    [InlineData("453914803426791345391480342679134539#", CardPart.Number)]
    [InlineData("4539148034267913#1329#", CardPart.Expiry)]
    [InlineData("4539148034267913#04#", CardPart.Expiry)]
    [InlineData("4539148034267913#0429#12#", CardPart.SecurityCode)]
    public void A_part_that_can_be_none_ends_it(string keys, CardPart part)
    {
        var entry = New(Whole);

        Press(entry, keys);

        entry.Refused.Should().Be(part);
        entry.IsComplete.Should().BeFalse();
    }

    [Fact]
    public void What_is_said_counts_since_it_began_and_not_before()
    {
        Say(EntityType.CreditCard, "4111111111111111", "4111111111111111");
        var entry = New(Whole);

        entry.Listen();
        entry.IsComplete.Should().BeFalse();
        Say(EntityType.CardExpiry, "0429", "oh four twenty nine");
        Say(EntityType.CreditCard, "4539148034267914", "misheard: its check digit is wrong");
        Say(EntityType.Cvv, "123", "one two three");
        entry.Listen();
        entry.IsComplete.Should().BeFalse();
        Say(EntityType.CreditCard, "4539148034267913", "said again");
        entry.Listen();

        Reveal(entry.Take()).Should().Be("4539148034267913 04 2029 123");
    }

    [Fact]
    public void What_the_AI_said_does_not_count()
    {
        var entry = New([CardPart.Number]);

        _vault.TokenFor(EntityType.CreditCard, new Sensitive<string>("4539148034267913"), new Sensitive<string>("4539148034267913"));
        entry.Listen();

        entry.IsComplete.Should().BeFalse();
    }

    [Fact]
    public void Parts_may_come_by_either_way_and_a_number_from_before()
    {
        var token = Say(EntityType.CreditCard, "4539148034267913", "said before");
        var entry = new CardEntry(Whole, token, _vault, Detected.Detector);

        Say(EntityType.Cvv, "123", "one two three");
        entry.Listen();
        Press(entry, "1229#");

        Reveal(entry.Take()).Should().Be("4539148034267913 12 2029 123");
    }

    [Theory]
    [InlineData("april 2029", "04 2029")]
    [InlineData("April twenty twenty nine", "04 2029")]
    [InlineData("april of twenty nine", "04 2029")]
    [InlineData("sept 29", "09 2029")]
    [InlineData("04/29", "04 2029")]
    [InlineData("04 2029", "04 2029")]
    [InlineData("429", "04 2029")]
    [InlineData("122029", "12 2029")]
    [InlineData("oh four twenty nine", "04 2029")]
    [InlineData("0029", null)]
    [InlineData("april", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void An_expiry_is_read_in_any_form(string said, string? expiry)
    {
        var entry = New([CardPart.Expiry]);

        Say(EntityType.CardExpiry, said, said);
        entry.Listen();

        (entry.Take() is { } card ? $"{card.ExpiryMonth!.Value.Reveal()} {card.ExpiryYear!.Value.Reveal()}" : null).Should().Be(expiry);
    }

    private CardEntry New(CardPart[] wanted) => new(wanted, number: null, _vault, Detected.Detector);

    private string Say(EntityType type, string reading, string spoken)
    {
        var token = _vault.TokenFor(type, new Sensitive<string>(reading), new Sensitive<string>(spoken));
        _vault.NoteSaid(type, token);
        return token;
    }

    private static void Press(CardEntry entry, string keys)
    {
        foreach (var key in keys)
        {
            entry.Press(new Sensitive<char>(key));
        }
    }

    private static string? Reveal(CardDetails? card) => card is null ? null
        : $"{card.Number?.Reveal()} {card.ExpiryMonth?.Reveal()} {card.ExpiryYear?.Reveal()} {card.SecurityCode?.Reveal()}";
}
