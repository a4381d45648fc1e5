using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Tests.Detecting;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Tools;

public sealed class ToolAnswerTests
{
    private readonly CallVault _vault = new();

    [Theory]
    [InlineData("a member number", """{"memberId":"4410277"}""", """{"memberId":"[MEMBER_ID_1]"}""")]
    [InlineData("a card as a number", """{"ref":4539148034267913}""", """{"ref":"[CREDIT_CARD_1]"}""")]
    [InlineData("a card with an exponent", """{"ref":4.539148034267913e15}""", """{"ref":"[CREDIT_CARD_1]"}""")]
    [InlineData("a card with a point", """{"ref":4539148034267913.0}""", """{"ref":"[CREDIT_CARD_1]"}""")]
    [InlineData("a card with spaces", """["4539 1480 3426 7913"]""", """{"answer":["[CREDIT_CARD_1]"]}""")]
    [InlineData("a name of a member", """{"4539148034267913":{"ok":true}}""", """{"[CREDIT_CARD_1]":{"ok":true}}""")]
    [InlineData("a name on no list", """{"lastName":"Xqzyk"}""", """{"lastName":"[PERSON_1]"}""")]
    [InlineData("a name in two members", """{"patient":{"given":["Margaret"],"family":"Whitfield"}}""", """{"patient":{"given":["[PERSON_1]"],"family":"[PERSON_2]"}}""")]
    [InlineData("amid text", """{"note":"SSN is 078-05-1120, call back"}""", """{"note":"SSN is [US_SSN_1], call back"}""")]
    [InlineData("nothing of anybody", """{"slots":["morning","afternoon"],"free":true,"count":3,"none":null}""", """{"slots":["morning","afternoon"],"free":true,"count":3,"none":null}""")]
    [InlineData("escapes", """{"a":"say \"hello\"\n"}""", """{"a":"say \"hello\"\n"}""")]
    [InlineData("a text alone", "\"fine\"", """{"answer":"fine"}""")]
    public void An_identifier_in_an_answer_is_a_token(string label, string body, string cleared) =>
        Clear(body).Should().Be(cleared, label);

    [Fact]
    public void A_text_of_no_form_is_one_string() =>
        Clear("Card 4539 1480 3426 7913 is \"fine\".", isJson: false).Should().Be("""{"answer":"Card [CREDIT_CARD_1] is \"fine\"."}""");

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("<html>")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void What_should_be_JSON_and_is_none_is_no_answer(string body) =>
        new ToolAnswerReader(Detected.Detector, new ToolAnswerPolicy()).Read(new Sensitive<string>(body), isJson: true).Should().BeNull();

    [Theory]
    [InlineData("""{"x":"QX-44-10-9"}""", """{"x":"[MEMBER_ID_1]"}""")]
    [InlineData("""{"x":"ref/qx44109/2"}""", """{"x":"ref/[MEMBER_ID_1]/2"}""")]
    [InlineData("""{"QX44109":1}""", """{"[MEMBER_ID_1]":1}""")]
    [InlineData("""{"x":"fine"}""", """{"x":"fine"}""")]
    public void What_the_call_withheld_is_its_token_however_it_looks(string body, string cleared)
    {
        _vault.TokenFor(EntityType.MemberId, new Sensitive<string>("QX44109"), new Sensitive<string>("Q X four four one oh nine"));

        Clear(body, new ToolAnswerPolicy { Keep = [Pointer("")] }).Should().Be(cleared);
    }

    [Fact]
    public void A_name_that_was_said_is_the_same_person_in_another_order()
    {
        _vault.TokenFor(EntityType.Person, new Sensitive<string>("zorp blick"), new Sensitive<string>("Zorp Blick"));

        Clear("""{"x":"Blick, Zorp","y":"zorping"}""", new ToolAnswerPolicy { Keep = [Pointer("")] }).Should().Be("""{"x":"[PERSON_1], [PERSON_1]","y":"zorping"}""");
    }

    [Fact]
    public void A_secret_is_not_looked_for()
    {
        _vault.TokenFor(EntityType.Cvv, new Sensitive<string>("123"), new Sensitive<string>("123"));

        Clear("""{"rooms":123}""", new ToolAnswerPolicy { Keep = [Pointer("")] }).Should().Be("""{"rooms":123}""");
    }

    [Fact]
    public void What_the_operator_keeps_stays_but_for_what_may_never_be_kept()
    {
        var body = """{"slots":[{"time":"2026-03-14 at 9:30","confirmation":84629415},{"time":"4539 1480 3426 7913"}],"time":"2026-03-14"}""";

        Clear(body, new ToolAnswerPolicy { Keep = [Pointer("/slots/*/time"), Pointer("/slots/0/confirmation")] })
            .Should().Be("""{"slots":[{"time":"2026-03-14 at 9:30","confirmation":84629415},{"time":"[CREDIT_CARD_1]"}],"time":"[DATE_1]"}""");
    }

    [Fact]
    public void What_the_operator_hides_is_gone_whatever_it_is_and_wins_over_what_is_kept() =>
        Clear("""{"notes":["long",{"a":1}],"b":2}""", new ToolAnswerPolicy { Keep = [Pointer("/notes")], Hide = [Pointer("/notes")] }).Should().Be("""{"notes":"[withheld]","b":2}""");

    [Fact]
    public void The_tenants_policy_says_what_stands_in_the_place_of_an_identifier()
    {
        var policy = TenantPolicy.Defaults with { Entities = TenantPolicy.Defaults.Entities.Add(EntityType.CreditCard, new EntityPolicy { Text = TextAction.LastFour }) };
        var (reader, writer) = (new ToolAnswerReader(Detected.Detector, new ToolAnswerPolicy()), new ReplacementWriter(Detected.Detector, _vault, policy));

        var cleared = new ToolAnswerClearance(_vault, writer).Clear(reader.Read(new Sensitive<string>("""{"onFile":"card 4539148034267913"}"""), isJson: true)!, reader);

        cleared.Text.Should().Be("""{"onFile":"card [CREDIT_CARD_1 ending in 7913]"}""");
        cleared.Tokens.Select(token => token.Text).Should().Equal("[CREDIT_CARD_1]");
    }

    [Fact]
    public void A_detector_that_fails_withholds_the_value()
    {
        var detector = new BrokenDetector();
        var reader = new ToolAnswerReader(detector, new ToolAnswerPolicy { Keep = [Pointer("")] });

        var cleared = new ToolAnswerClearance(_vault, new ReplacementWriter(detector, _vault, TenantPolicy.Defaults)).Clear(reader.Read(new Sensitive<string>("""{"a":"plain","b":5}"""), isJson: true)!, reader);

        cleared.Text.Should().NotContain("plain").And.NotContain("5");
    }

    [Theory]
    [InlineData(PaymentOutcome.Approved, "4539148034267913", """{"payment":"approved","last_four":"7913"}""")]
    [InlineData(PaymentOutcome.Declined, "378282246310005", """{"payment":"declined","last_four":"0005"}""")]
    [InlineData(PaymentOutcome.Failed, null, """{"payment":"failed"}""")]
    [InlineData(PaymentOutcome.Failed, "1234", """{"payment":"failed"}""")]
    public void Of_a_payment_the_AI_learns_the_end_and_four_figures(PaymentOutcome outcome, string? number, string text) =>
        new ToolAnswerClearance(_vault, new ReplacementWriter(Detected.Detector, _vault, TenantPolicy.Defaults))
            .OfPayment(outcome, number is null ? null : new Sensitive<string>(number)).Text.Should().Be(text);

    private string Clear(string body, ToolAnswerPolicy? policy = null, bool isJson = true)
    {
        var reader = new ToolAnswerReader(Detected.Detector, policy ?? new ToolAnswerPolicy());
        var writer = new ReplacementWriter(Detected.Detector, _vault, TenantPolicy.Defaults);
        return new ToolAnswerClearance(_vault, writer).Clear(reader.Read(new Sensitive<string>(body), isJson)!, reader).Text;
    }

    private static AnswerPointer Pointer(string written) => AnswerPointer.TryParse(written, out var pointer) ? pointer : throw new ArgumentException("no pointer", nameof(written));

    /// <summary>As the detector answers when a recognizer threw.</summary>
    private sealed class BrokenDetector : IEntityDetector
    {
        public Detection.Detection Detect(string text, Speaker speaker, Conversation before, bool isFinal) => new()
        {
            Entities = [new Entity(EntityType.UnknownNumber, new TextSpan(0, text.Length), 1, typeof(BrokenDetector))],
            OpenFrom = 0,
            FailedRecognizers = [typeof(BrokenDetector)],
        };

        public string ValueOf(string text, Entity entity) => text.Substring(entity.Span.Start, entity.Span.Length);
    }
}
