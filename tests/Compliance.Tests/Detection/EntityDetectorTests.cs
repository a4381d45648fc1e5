using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>What holds for every text: open ends, overlaps, a recognizer that fails, tokens.</summary>
public sealed class EntityDetectorTests
{
    [Theory]
    [InlineData("trailing figures", "okay so it's four one one", "four one one")]
    [InlineData("a filler behind them", "it's 4111 um", "4111 um")]
    [InlineData("a name", "my name is Odalys", "Odalys")]
    [InlineData("a house number", "I'm at forty four seventeen north alder", "forty four seventeen north alder")]
    [InlineData("nothing", "I have a headache", "")]
    [InlineData("a quantity behind which talk goes on", "I take 20 milligrams of it every single morning", "")]
    public void What_may_go_on_is_held(string form, string text, string held) => Detected.HeldOf(text).Should().Be(held, form);

    [Fact]
    public void Growing_text_never_clears_the_beginning_of_a_number_that_turns_out_to_be_one()
    {
        const string Text = "sure my card number is four one one one one one one one one one one one one one one one okay";
        var cardAt = Text.IndexOf("four", StringComparison.Ordinal);

        for (var length = cardAt + 4; length < Text.Length - 5; length++)
        {
            var detection = Detected.Detector.Detect(Text[..length], Speaker.Caller, new Conversation(), isFinal: false);
            var masked = detection.Entities.Any(entity => entity.Span.Start <= cardAt);
            (masked || detection.OpenFrom <= cardAt).Should().BeTrue("of the first {0} units the card's beginning must not be clear", length);
        }
    }

    [Fact]
    public void A_recognizer_that_throws_withholds_everything_and_is_named()
    {
        var detector = new EntityDetector([new ThrowingRecognizer()], TenantPolicy.Defaults, TimeProvider.System);

        var detection = detector.Detect("good morning", Speaker.Caller, new Conversation(), isFinal: true);

        detection.FailedRecognizers.Should().Equal(typeof(ThrowingRecognizer));
        detection.Entities.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Type = EntityType.UnknownNumber, Span = new TextSpan(0, 12) });
        detection.OpenFrom.Should().Be(0);
    }

    [Fact]
    public void Overlapping_claims_leave_nothing_uncovered()
    {
        const string Text = "aaaa bbbb cccc";
        var resolved = OverlapResolution.Resolve(Text, [Claim(EntityType.Person, 0, 9, 0.4f), Claim(EntityType.Date, 5, 14, 0.9f)], TenantPolicy.Defaults);

        resolved.Select(entity => (entity.Type, entity.Span)).Should().Equal((EntityType.Person, new TextSpan(0, 4)), (EntityType.Date, new TextSpan(5, 14)));
    }

    [Fact]
    public void The_same_value_gets_the_same_token_however_it_is_said()
    {
        var redactor = new TextRedactor(Detected.Detector);

        string Redact(string text) => redactor.Redact(text, Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true).Entities);

        Redact("my member ID is 4 4 1 0 2 7 7").Should().Be("my member ID is [MEMBER_ID_1]");
        Redact("member ID double four one oh two seven seven, right?").Should().Be("member ID [MEMBER_ID_1], right?");
        Redact("member ID 9 9 1 0 2 7 7").Should().Be("member ID [MEMBER_ID_2]");
    }

    private static Entity Claim(EntityType type, int start, int end, float confidence) => new(type, new TextSpan(start, end), confidence, typeof(EntityDetectorTests));

    private sealed class ThrowingRecognizer : IRecognizer
    {
        public IReadOnlyList<Cue> Cues => [];

        public void Find(Reading reading, List<Entity> found) => throw new InvalidOperationException("seven seven four");
    }
}
