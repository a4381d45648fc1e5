using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>What a policy keeps opens nothing of what it hides.</summary>
public sealed class KeptClaimsTests
{
    private static readonly EntityPolicy Kept = new() { Text = TextAction.Keep, Sound = SoundAction.Keep, MinimumConfidence = 0 };

    private static readonly TenantPolicy Policy = TenantPolicy.Defaults with
    {
        Recognizers =
        [
            new CustomRecognizer { Name = "table", Pattern = "[0-9]{4}", Context = ["table number"], Words = ["four one", "one one one one", "4111", "four"] },
        ],
        Entities = TenantPolicy.Defaults.Entities.Add(EntityType.Custom, Kept).Add(EntityType.ZipCode, Kept),
    };

    [Theory]
    [InlineData("written", "my card number is 4111111111111111")]
    [InlineData("written in groups", "my card number is 4111 1111 1111 1111")]
    [InlineData("in groups, with a wrong check digit", "it's 4111 1111 1111 1112")]
    [InlineData("with hyphens, unannounced", "it's 4111-1111-1111-1111")]
    [InlineData("spoken", "my card number is four one one one one one one one one one one one one one one one")]
    [InlineData("spoken, unannounced", "so four one one one one one one one one one one one one one one one")]
    [InlineData("spoken in groups", "the card is four one one one, one one one one, one one one one, one one one one")]
    [InlineData("announced by the tenant's words as well", "table number four one one one one one one one one one one one one one one two")]
    [InlineData("one figure lost, unannounced", "it's 4111 1111 1111 111")]
    [InlineData("too short for a card", "it's 4111 1111")]
    public void Nothing_of_a_card_stays_readable_because_a_piece_of_it_is_kept(string form, string text)
    {
        var (redacted, entities) = Redact(text);

        redacted.Should().NotContainAny("11", "41", "four", "one").And.Contain("[", form);
        entities.Should().OnlyContain(entity => Policy.SoundActionFor(entity.Type, entity.Confidence) == SoundAction.Mask, form);
    }

    [Theory]
    [InlineData("a whole value of the tenant's", "our table number is 4410", "our table number is 4410")]
    [InlineData("a word of the tenant's", "table four please", "table four please")]
    [InlineData("a type that every tenant knows", "zip code 94110", "zip code 94110")]
    public void What_nothing_else_claims_is_kept(string form, string text, string leaves) => Redact(text).Redacted.Should().Be(leaves, form);

    [Fact]
    public void Of_a_kept_claim_that_a_hidden_one_touches_nothing_is_kept()
    {
        List<Entity> found = [Claim(EntityType.ZipCode, 0, 9, 1), Claim(EntityType.Person, 8, 14, 0.1f)];

        OverlapResolution.Resolve("aaaa bbbb cccc", found, Policy).Select(entity => (entity.Type, entity.Span))
            .Should().Equal((EntityType.UnknownNumber, new TextSpan(0, 8)), (EntityType.Person, new TextSpan(8, 14)));
    }

    [Fact]
    public void One_that_is_kept_in_text_and_one_that_is_kept_in_sound_hide_each_other()
    {
        var policy = TenantPolicy.Defaults with
        {
            Entities = TenantPolicy.Defaults.Entities
                .Add(EntityType.City, Kept with { Sound = SoundAction.Mask }).Add(EntityType.Person, Kept with { Text = TextAction.Token }),
        };

        OverlapResolution.Resolve("aaaa bbbb cccc", [Claim(EntityType.City, 0, 9, 0.9f), Claim(EntityType.Person, 5, 14, 0.8f)], policy)
            .Should().OnlyContain(entity => entity.Type == EntityType.UnknownNumber);
    }

    [Fact]
    public void A_policy_that_keeps_something_has_a_detector_of_its_own()
    {
        var detectors = new TenantDetectors();
        var keeping = TenantPolicy.Defaults with { Entities = TenantPolicy.Defaults.Entities.Add(EntityType.City, Kept) };

        detectors.For(keeping).Should().NotBeSameAs(detectors.For(TenantPolicy.Defaults)).And.BeSameAs(detectors.For(keeping));
    }

    private static (string Redacted, IEnumerable<Entity> Entities) Redact(string text)
    {
        var detector = new EntityDetector(Policy);
        var entities = detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true).Entities;
        return (new TextRedactor(new ReplacementWriter(detector, new CallVault(), Policy)).Redact(text, entities), entities);
    }

    private static Entity Claim(EntityType type, int start, int end, float confidence) => new(type, new TextSpan(start, end), confidence, typeof(KeptClaimsTests));
}
