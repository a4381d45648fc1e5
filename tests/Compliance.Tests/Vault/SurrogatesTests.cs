using CompliantVoiceProxy.Compliance.Detection.Recognizers;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Vault;

public sealed class SurrogatesTests
{
    private readonly CallVault _vault = new();
    private readonly Surrogates _surrogates;

    public SurrogatesTests() => _surrogates = new Surrogates(_vault, new Random(20261122).Next);

    [Theory]
    [InlineData(EntityType.MemberId, "W4410277", "^[A-Z][0-9]{7}$")]
    [InlineData(EntityType.UsSsn, "219-09-9999", "^000-[0-9]{2}-[0-9]{4}$")]
    [InlineData(EntityType.PhoneNumber, "(415) 555-2671", @"^\(555\) 555-01[0-9]{2}$")]
    [InlineData(EntityType.PhoneNumber, "555-2671", "^555-01[0-9]{2}$")]
    [InlineData(EntityType.PhoneNumber, "+1 415 555 2671", @"^\+1 555 555 01[0-9]{2}$")]
    [InlineData(EntityType.ZipCode, "94110", "^000[0-9]{2}$")]
    [InlineData(EntityType.Person, "Sarah Miller", "^[A-Z][a-z]+ [A-Z][a-z]+$")]
    [InlineData(EntityType.Person, "Dr. Patel", @"^Dr\. [A-Z][a-z]+$")]
    [InlineData(EntityType.EmailAddress, "sarah@clinic.org", @"^[a-z]+\.[a-z]+@example\.com$")]
    [InlineData(EntityType.Url, "www.clinic.org", @"^www\.example\.com/[a-z]+$")]
    [InlineData(EntityType.IpAddress, "10.0.0.1", @"^192\.0\.2\.[0-9]{1,3}$")]
    [InlineData(EntityType.StreetAddress, "12 Main Street", "^[0-9]{3,4} [A-Z][a-z]+ [A-Z][a-z]+$")]
    [InlineData(EntityType.City, "Denver", "^[A-Z][A-Za-z ]+$")]
    public void A_made_up_value_has_the_shape_of_the_true_one(EntityType type, string spoken, string shape)
    {
        var made = Of(type, spoken);

        made.Should().MatchRegex(shape).And.NotBe(spoken);
        Of(type, spoken).Should().Be(made, "it stays the same through the call");
        _surrogates.Has(made!).Should().BeTrue();
        _surrogates.Has(spoken).Should().BeFalse();
    }

    [Theory]
    [InlineData(EntityType.CreditCard, "4111 1111 1111 1111")]
    [InlineData(EntityType.CreditCard, "378282246310005")]
    [InlineData(EntityType.Npi, "1234567893")]
    [InlineData(EntityType.DeaNumber, "AB1234563")]
    [InlineData(EntityType.AccountNumber, "021000021")]
    public void A_made_up_number_has_a_wrong_check_digit(EntityType type, string spoken)
    {
        for (var call = 0; call < 300; call++)
        {
            var made = new Surrogates(_vault, new Random(call).Next).Of(type, new Sensitive<string>(Bare(spoken)), new Sensitive<string>(spoken))!.Value.Reveal();
            var figures = Bare(made);

            figures.Should().HaveLength(Bare(spoken).Length);
            (type switch
            {
                EntityType.Npi => Checksum.IsNpi(figures),
                EntityType.DeaNumber => Checksum.IsDea(figures.AsSpan(2)),
                EntityType.AccountNumber => Checksum.IsRouting(figures) || Checksum.IsLuhn(figures),
                _ => Checksum.IsLuhn(figures),
            }).Should().BeFalse(made);
        }
    }

    [Fact]
    public void Different_values_get_different_ones_and_none_that_was_said()
    {
        var said = Enumerable.Range(0, 60).Select(number => $"4155550{number + 100}").ToList();
        said.Add("5555550142");
        foreach (var number in said)
        {
            _vault.TokenFor(EntityType.PhoneNumber, new Sensitive<string>(number), new Sensitive<string>(number));
        }

        var made = said.Select(number => Of(EntityType.PhoneNumber, number)).ToList();

        made.Should().OnlyHaveUniqueItems().And.NotContain("5555550142").And.NotContainNulls();
    }

    [Fact]
    public void When_there_are_no_more_of_a_kind_none_is_made() =>
        Enumerable.Range(0, 101).Select(number => Of(EntityType.PhoneNumber, $"415555{number + 1000}")).Should().Contain((string?)null);

    [Fact]
    public void A_persons_names_stay_together()
    {
        var whole = Of(EntityType.Person, "Sarah Miller")!.Split(' ');

        Of(EntityType.Person, "sarah").Should().Be(whole[0]);
        Of(EntityType.Person, "Miller").Should().Be(whole[1]);
        Of(EntityType.Person, "Mrs. Miller").Should().Be($"Mrs. {whole[1]}");
        _surrogates.Of(EntityType.Person, new Sensitive<string>("SARAH"), new Sensitive<string>("S, A, R, A, H"))!.Value.Reveal().Should().Be(whole[0]);
    }

    [Theory]
    [InlineData(EntityType.UsSsn, "9999")]
    [InlineData(EntityType.CreditCard, "4111")]
    [InlineData(EntityType.CreditCard, "four one or so")]
    [InlineData(EntityType.PhoneNumber, "extension 12")]
    [InlineData(EntityType.ZipCode, "941")]
    [InlineData(EntityType.MemberId, "")]
    [InlineData(EntityType.Date, "next Tuesday")]
    [InlineData(EntityType.Person, "a b c d e f g h")]
    public void Nothing_is_made_of_what_is_not_read_fully(EntityType type, string spoken) => Of(type, spoken).Should().BeNull();

    [Fact]
    public void No_text_makes_it_throw_or_hang()
    {
        const string Units = "ab 4-,.'’é\ud83d0119th";
        var random = new Random(20261122);
        for (var round = 0; round < 500; round++)
        {
            var spoken = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Units[random.Next(Units.Length)]));
            foreach (var type in EntityTypes.All)
            {
                var of = () => Of(type, spoken);
                of.Should().NotThrow();
            }
        }

        Of(EntityType.MemberId, new string('4', 1_000_000)).Should().BeNull();
        Of(EntityType.Person, string.Concat(Enumerable.Repeat("ab ", 300_000))).Should().BeNull();
        Of(EntityType.Date, string.Concat(Enumerable.Repeat("may ", 300_000))).Should().BeNull();
    }

    /// <summary>Read as the detector reads: figures and letters of a number, words of all else.</summary>
    private string? Of(EntityType type, string spoken)
    {
        var reading = spoken.Any(char.IsAsciiDigit) ? Bare(spoken) : spoken.ToLowerInvariant();
        return _surrogates.Of(type, new Sensitive<string>(reading), new Sensitive<string>(spoken))?.Reveal();
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
