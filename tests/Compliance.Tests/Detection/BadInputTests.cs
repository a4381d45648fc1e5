using System.Text;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>Text of any length and any units is answered, in time that grows as the text does.</summary>
public sealed class BadInputTests
{
    private static readonly string[] Pieces =
    [
        "1", "1 ", "four ", "at dot com ", "my name is ", "card number ", "to ", "a ", "um ", "said in ", "january ", "slash ", "x@y.", "1:2:", "::", "john ", "J ", "the first of ", "no wait ",
        "h t t p ", "w w w dot ", "po box ", "12 north ", "$1,", "á", "\ud83d", "\udc00", "12/", "one hundred ", "double ", "my email is a ", "b as in ", "zip texas ", "\u0661", "'s ", "dash hive ",
        "member id CSK ", "4 main ", "portal that ", "live in ", "spelled a b c ", ".", "?", ", ", "(", "#", "\u200b", "\n", "years old ", "street ", "percent ",
    ];

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
    public void An_empty_text_holds_nothing() =>
        Check(string.Empty, Detected.Detector.Detect(string.Empty, Speaker.Caller, new Conversation(), isFinal: false)).Should().Be(0);

    /// <summary>A recognizer, or the reader, whose work grew faster than the text would spend its time on these, and would be named as failed.</summary>
    [Theory]
    [InlineData("figures", "7", 1_000_000)]
    [InlineData("single figures", "7 ", 1_000_000)]
    [InlineData("letters", "q a ", 500_000)]
    [InlineData("repeats", "double ", 200_000)]
    [InlineData("domains", "dot com ", 200_000)]
    [InlineData("ats", "at ", 200_000)]
    [InlineData("spelling", "B as in boy ", 200_000)]
    [InlineData("cues", "card number ", 200_000)]
    [InlineData("number words", "four ", 200_000)]
    [InlineData("names", "john ", 200_000)]
    [InlineData("lone surrogates", "\ud83d ", 200_000)]
    public void Long_texts_are_answered_by_every_recognizer(string form, string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));

        Check(text, Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: false)).Should().BeLessThanOrEqualTo(times, form);
    }

    [Fact]
    public void A_million_figures_are_one_entity()
    {
        var text = new string('7', 1_000_000);

        Detected.Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true)
            .Entities.Should().ContainSingle().Which.Span.Should().Be(new TextSpan(0, text.Length));
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

    /// <returns>How many identifiers there are.</returns>
    private static int Check(string text, Compliance.Detection.Detection detection)
    {
        detection.FailedRecognizers.Should().BeEmpty();
        detection.OpenFrom.Should().BeInRange(0, text.Length);
        var end = 0;
        foreach (var entity in detection.Entities)
        {
            var isGood = entity.Span.Start >= end && entity.Span.Length > 0 && entity.Span.End <= text.Length && entity.Confidence is >= 0 and <= 1
                && Detected.Detector.ValueOf(text, entity) is not null;
            if (!isGood)
            {
                Assert.Fail($"{entity} in {text[..Math.Min(text.Length, 400)]}");
            }

            end = entity.Span.End;
        }

        return detection.Entities.Length;
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
}
