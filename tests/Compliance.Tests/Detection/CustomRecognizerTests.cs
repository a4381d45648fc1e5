using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Detection.Recognizers;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>Identifiers that a tenant declares.</summary>
public sealed class CustomRecognizerTests
{
    private static readonly CustomRecognizer Locker = new() { Name = "locker-id", Pattern = "LK[0-9]{5}", Context = ["locker number", "patient's locker"] };
    private static readonly CustomRecognizer Trial = new() { Name = "trial-name", Words = ["blue heron", "Kingfisher-2"] };
    private static readonly CustomRecognizer Voucher = new() { Name = "voucher", Pattern = "[0-9]{8}", Checksum = RecognizerChecksum.Luhn };
    private static readonly CustomRecognizer Badge = new() { Name = "badge", Context = ["badge number"] };
    private static readonly CustomRecognizer Chart = new() { Name = "chart", Type = EntityType.Mrn, Pattern = "QX[0-9]{4}|QX[0-9]{6}", Context = ["folder label"] };
    private static readonly CustomRecognizer Desk = new() { Name = "desk", Type = EntityType.Person, Pattern = "ST[0-9]{3}", Context = ["duty desk"] };
    private static readonly EntityDetector Detector = new(TenantPolicy.Defaults with { Recognizers = [Locker, Trial, Voucher, Badge, Chart, Desk] });

    [Theory]
    [InlineData("the pattern as written", "it says LK40117 there", "LOCKER_ID: LK40117")]
    [InlineData("the pattern in lower case", "it says lk40117 there", "LOCKER_ID: lk40117")]
    [InlineData("the pattern as spoken", "that is L K four zero one one seven", "LOCKER_ID: L K four zero one one seven")]
    [InlineData("the pattern as spelled", "L as in Lima K as in kite four oh double one seven", "LOCKER_ID: L as in Lima K as in kite four oh double one seven")]
    [InlineData("a cue before what does not fit", "my locker number is four zero one", "LOCKER_ID: four zero one")]
    [InlineData("a cue with an ending", "the patient's locker is 9 9 1 7", "LOCKER_ID: 9 9 1 7")]
    [InlineData("context alone", "the badge number would be seven seven one", "BADGE: seven seven one")]
    [InlineData("inside of a longer word", "it says LK401178 there", "LOCKER_ID: LK40117", "UNKNOWN_NUMBER: 8")]
    [InlineData("a known kind", "that one is Q X four four one oh", "MRN: Q X four four one oh")]
    [InlineData("the longer of two forms", "that one is Q X four four one oh two two", "MRN: Q X four four one oh two two")]
    [InlineData("context of a known kind", "the folder label says four four one", "MRN: four four one")]
    [InlineData("context of persons, a name", "the duty desk is Odalys Brandt", "PERSON: Odalys Brandt")]
    [InlineData("context of persons, a number", "the duty desk is four four one", "PERSON: four four one")]
    [InlineData("a phrase", "I am in the Blue Heron study", "TRIAL_NAME: Blue Heron")]
    [InlineData("a phrase with a hyphen", "they call it kingfisher 2", "TRIAL_NAME: kingfisher 2")]
    public void What_is_declared_is_found_under_its_own_name(string form, string text, params string[] found) => FoundIn(text).Should().Equal(found, form);

    [Fact]
    public void What_was_asked_for_is_expected()
    {
        var before = new Conversation();
        before.Add(Speaker.Agent, new Sensitive<string>("What is the locker number?"));

        var entity = Detector.Detect("seven seven one", Speaker.Caller, before, isFinal: true).Entities.Should().ContainSingle().Subject;

        entity.TypeName.Should().Be("LOCKER_ID");
    }

    [Fact]
    public void A_check_digit_raises_the_confidence_and_a_wrong_one_clears_nothing()
    {
        var right = Detector.Detect("48820013", Speaker.Caller, new Conversation(), isFinal: true).Entities.Should().ContainSingle().Subject;
        var wrong = Detector.Detect("48820014", Speaker.Caller, new Conversation(), isFinal: true).Entities.Should().ContainSingle().Subject;

        (right.TypeName, wrong.TypeName).Should().Be(("VOUCHER", "VOUCHER"));
        Checksum.IsLuhn("48820013").Should().NotBe(Checksum.IsLuhn("48820014"));
        new[] { right.Confidence, wrong.Confidence }.Max().Should().BeGreaterThan(new[] { right.Confidence, wrong.Confidence }.Min());
    }

    [Fact]
    public void Tokens_bear_the_declared_name()
    {
        const string Text = "locker LK40117, I mean LK40118, no, LK40117";

        var redacted = new TextRedactor(Detector).Redact(Text, Detector.Detect(Text, Speaker.Caller, new Conversation(), isFinal: true).Entities);

        redacted.Should().Contain("[LOCKER_ID_1]").And.Contain("[LOCKER_ID_2]").And.NotContain("4011");
    }

    [Fact]
    public void A_kind_that_every_tenant_knows_is_asked_for_in_the_tenants_words()
    {
        var before = new Conversation();
        before.Add(Speaker.Agent, new Sensitive<string>("What does the folder label say?"));

        var entity = Detector.Detect("it says seven seven one", Speaker.Caller, before, isFinal: true).Entities.Should().ContainSingle().Subject;

        entity.TypeName.Should().Be("MRN");
    }

    private static string[] FoundIn(string text) =>
        [.. Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true).Entities.Select(entity => $"{entity.TypeName}: {text[entity.Span.Start..entity.Span.End]}")];
}
