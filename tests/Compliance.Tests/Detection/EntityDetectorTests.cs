using System.Text;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>What holds for every text: open ends, bad input, linear cost, a recognizer that fails, tokens.</summary>
public sealed class EntityDetectorTests
{
    private static readonly string[] Pieces =
    [
        "1", "1 ", "four ", "at dot com ", "my name is ", "card number ", "to ", "a ", "um ", "said in ", "january ", "slash ", "x@y.", "1:2:", "::", "john ", "J ", "the first of ", "no wait ",
        "h t t p ", "w w w dot ", "po box ", "12 north ", "$1,", "á", "\ud83d", "\udc00", "12/", "one hundred ", "double ", "my email is a ", "b as in ", "zip texas ", "\u0661", "'s ", "dash hive ",
        "member id CSK ", "4 main ", "portal that ", "live in ", "spelled a b c ", ".", "?", ", ", "(", "#", "\u200b", "\n", "years old ", "street ", "percent ",
    ];

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
    public void Any_text_is_answered_with_spans_inside_it()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 4000; round++)
        {
            var text = new StringBuilder();
            for (var piece = random.Next(12); piece >= 0; piece--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(2) == 0 ? " " : string.Empty);
            }

            var before = new Conversation();
            before.Add(Speaker.Agent, new Sensitive<string>(Pieces[random.Next(Pieces.Length)] + "number?"));
            Check(text.ToString(), Detected.Detector.Detect(text.ToString(), Speaker.Caller, before, isFinal: round % 2 == 0));
        }
    }

    [Fact]
    public void Arbitrary_units_are_answered()
    {
        var random = new Random(7);
        var units = new char[400];
        for (var round = 0; round < 300; round++)
        {
            for (var at = 0; at < units.Length; at++)
            {
                units[at] = (char)random.Next(char.MaxValue + 1);
            }

            var text = new string(units);
            Check(text, Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true));
        }
    }

    [Fact]
    public void A_million_figures_are_one_entity()
    {
        var text = new string('7', 1_000_000);

        var detection = Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true);

        detection.Entities.Should().ContainSingle().Which.Span.Should().Be(new TextSpan(0, text.Length));
    }

    /// <summary>The work that is counted is the bytes allocated, which do not depend on the machine's load.</summary>
    [Fact]
    public void Twice_the_text_is_twice_the_work()
    {
        foreach (var piece in Pieces)
        {
            var once = WorkOf(Repeated(piece, 20_000));
            var twice = WorkOf(Repeated(piece, 40_000));

            twice.Should().BeLessThan((3 * once) + 1_000_000, "of {0}", piece);
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

    private static void Check(string text, Compliance.Detection.Detection detection)
    {
        detection.FailedRecognizers.Should().BeEmpty();
        detection.OpenFrom.Should().BeInRange(0, text.Length);
        var end = 0;
        foreach (var entity in detection.Entities)
        {
            entity.Span.Start.Should().BeGreaterThanOrEqualTo(end);
            entity.Span.Length.Should().BePositive();
            entity.Span.End.Should().BeLessThanOrEqualTo(text.Length);
            entity.Confidence.Should().BeInRange(0, 1);
            Detected.Detector.ValueOf(text, entity).Should().NotBeNull();
            end = entity.Span.End;
        }
    }

    private static string Repeated(string piece, int length)
    {
        var text = new StringBuilder(length + piece.Length);
        while (text.Length < length)
        {
            text.Append(piece);
        }

        return text.ToString();
    }

    private static long WorkOf(string text)
    {
        Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class ThrowingRecognizer : IRecognizer
    {
        public IReadOnlyList<Cue> Cues => [];

        public void Find(Reading reading, List<Entity> found) => throw new InvalidOperationException("seven seven four");
    }
}
