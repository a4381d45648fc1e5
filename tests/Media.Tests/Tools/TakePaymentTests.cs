using System.Text;
using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Tools;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Tools;

public sealed class TakePaymentTests
{
    private static readonly EntityDetector Detector = new();
    private static readonly PaymentPolicy ByStatus = Policy("""{"sum":"{{amount}}","cents":"{{amount-in-cents}}","of":"{{currency}} {{amount}}","pan":"{{card.number}}","code":"{{card.cvv}}"}""");
    private static readonly PaymentPolicy ByVerdict = ByStatus with { VerdictAt = AnswerPointer.TryParse("/result/0", out var at) ? at : null, Approved = ["ok"], Declined = ["no"] };

    private readonly CallVault _vault = new();
    private readonly List<(CardEntry Entry, Action<CardDetails?, TimeSpan> Taken)> _captures = [];
    private readonly List<BackEndRequest> _asked = [];
    private readonly List<(PaymentOutcome Outcome, string? Number, int Attempts)> _ended = [];
    private BackEndReply _reply = new() { Outcome = BackEndOutcome.Answered, Status = 200, Attempts = 1 };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"amount":1}""")]
    [InlineData("""{"currency":"USD"}""")]
    [InlineData("""{"amount":0,"currency":"USD"}""")]
    [InlineData("""{"amount":-5,"currency":"USD"}""")]
    [InlineData("""{"amount":1.234,"currency":"USD"}""")]
    [InlineData("""{"amount":1e3,"currency":"USD"}""")]
    [InlineData("""{"amount":"12,50","currency":"USD"}""")]
    [InlineData("""{"amount":99999999,"currency":"USD"}""")]
    [InlineData("""{"amount":1,"currency":"usd"}""")]
    [InlineData("""{"amount":1,"currency":"USD\n"}""")]
    [InlineData("""{"amount":1,"currency":5}""")]
    [InlineData("""{"amount":{"a":1},"currency":"USD"}""")]
    [InlineData("""{"amount":1,"currency":"USD","card":"4539148034267913"}""")]
    [InlineData("""{"amount":1,"currency":"USD","card":"[CREDIT_CARD_9]"}""")]
    [InlineData("""{"amount":1,"currency":"USD","card":"[MEMBER_ID_1]"}""")]
    [InlineData("""{"amount":1,"currency":"USD","card":5}""")]
    public void Arguments_that_it_does_not_take_begin_nothing(string arguments)
    {
        _vault.TokenFor(EntityType.MemberId, new Sensitive<string>("4539148034267913"), new Sensitive<string>("x"));

        Call(New(ByStatus), arguments).Should().Be(ToolOutcome.InvalidArguments);

        _captures.Should().BeEmpty();
    }

    [Theory]
    [InlineData("approved", 200, null, "Answered", PaymentOutcome.Approved)]
    [InlineData("declined", 402, null, "Refused", PaymentOutcome.Declined)]
    [InlineData("refused", 400, null, "Refused", PaymentOutcome.Failed)]
    [InlineData("no answer", 0, null, "TimedOut", PaymentOutcome.Failed)]
    [InlineData("not asked", 0, null, "CircuitOpen", PaymentOutcome.Failed)]
    [InlineData("a verdict: yes", 200, """{"result":["ok"]}""", "Answered", PaymentOutcome.Approved)]
    [InlineData("a verdict: no", 200, """{"result":["no"]}""", "Answered", PaymentOutcome.Declined)]
    [InlineData("a verdict: no, refused", 402, """{"result":["no"]}""", "Refused", PaymentOutcome.Declined)]
    [InlineData("a verdict: yes, and an error", 402, """{"result":["ok"]}""", "Refused", PaymentOutcome.Failed)]
    [InlineData("an unknown verdict", 200, """{"result":["maybe"]}""", "Answered", PaymentOutcome.Failed)]
    [InlineData("no verdict", 200, """{"result":[]}""", "Answered", PaymentOutcome.Failed)]
    [InlineData("garbage", 200, """{"result":""", "Answered", PaymentOutcome.Failed)]
    [InlineData("half of a surrogate pair", 200, """{"result":["\ud800"]}""", "Answered", PaymentOutcome.Failed)]
    public void A_gateways_verdict_is_approved_only_where_it_says_so(string label, int status, string? body, string outcome, PaymentOutcome told)
    {
        _reply = new BackEndReply { Outcome = Enum.Parse<BackEndOutcome>(outcome), Status = status, Body = body is null ? null : new Sensitive<string>(body), IsJson = true, Attempts = 1 };

        Call(New(body is null ? ByStatus : ByVerdict), """{"amount":12.5,"currency":"USD"}""").Should().Be(ToolOutcome.Started);
        Give("4539148034267913#917#");

        _ended.Should().Equal([(told, "4539148034267913", 1)], label);
    }

    [Fact]
    public void The_request_holds_the_payment_and_the_vault_forgets_the_security_code()
    {
        Call(New(ByStatus), """{"amount":"12.5","currency":"USD"}""");
        Give("4539148034267913#917#");

        Encoding.UTF8.GetString(_asked.Should().ContainSingle().Subject.Body!.Value.Reveal()).Should().Be("""{"sum":12.50,"cents":1250,"of":"USD 12.50","pan":"4539148034267913","code":"917"}""");
        _vault.Use("[CVV_1]").Should().BeNull();
        _asked[0].Patience.Should().Be(new BackEndPatience(ByStatus.Timeout, ByStatus.Retries, IsIdempotent: false, HedgeAfter: null));
        _asked[0].ToString().Should().NotContain("917").And.NotContain("4539");
    }

    [Fact]
    public void Only_with_a_key_of_its_own_may_a_payment_be_sent_again()
    {
        Call(New(ByStatus with { IdempotencyHeader = "Idempotency-Key" }), """{"amount":1,"currency":"USD"}""");
        Give("4539148034267913#917#");

        _asked.Single().Patience.IsIdempotent.Should().BeTrue();
        _asked.Single().Headers.Single().Value.Reveal().Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public void One_payment_is_taken_at_a_time_and_then_the_next()
    {
        var tool = New(ByStatus);

        Call(tool, """{"amount":1,"currency":"USD"}""").Should().Be(ToolOutcome.Started);
        Call(tool, """{"amount":2,"currency":"USD"}""").Should().Be(ToolOutcome.Busy);
        _captures[0].Taken(null, TimeSpan.Zero);
        Call(tool, """{"amount":3,"currency":"USD"}""").Should().Be(ToolOutcome.Started);

        _ended.Should().Equal((PaymentOutcome.Failed, null, 0));
        _asked.Should().BeEmpty();
    }

    [Fact]
    public void A_card_that_was_given_before_needs_the_rest_alone()
    {
        _vault.TokenFor(EntityType.CreditCard, new Sensitive<string>("4539148034267913"), new Sensitive<string>("x"));

        Call(New(ByStatus), """{"amount":1,"currency":"USD","card":"[CREDIT_CARD_1]"}""").Should().Be(ToolOutcome.Started);
        Give("917#");

        _ended.Single().Outcome.Should().Be(PaymentOutcome.Approved);
    }

    [Fact]
    public void A_card_that_was_misheard_before_is_none()
    {
        _vault.TokenFor(EntityType.CreditCard, new Sensitive<string>("4539148034267914"), new Sensitive<string>("x"));

        Call(New(ByStatus), """{"amount":1,"currency":"USD","card":"[CREDIT_CARD_1]"}""").Should().Be(ToolOutcome.InvalidArguments);
    }

    private TakePayment New(PaymentPolicy policy)
    {
        var values = new ArgumentValues(Detector, _vault, TenantPolicy.Defaults);
        return new TakePayment(policy, new TakePayment.Means
        {
            Writer = new RequestWriter(values, _ => null),
            FindCard = text => values.TypeOf(text) == "CREDIT_CARD" ? _vault.TokenOf(text) : null,
            BeginEntry = (wanted, number) => new CardEntry(wanted, number, _vault, Detector),
            Capture = (entry, taken, _) => _captures.Add((entry, taken)),
            Ask = (request, read, finish) =>
            {
                _asked.Add(request);
                finish(read(_reply), TimeSpan.Zero);
            },
            End = (outcome, number, record, _) => _ended.Add((outcome, number?.Reveal(), record.Attempts)),
        });
    }

    private void Give(string keys)
    {
        var (entry, taken) = _captures[^1];
        foreach (var key in keys)
        {
            entry.Press(new Sensitive<char>(key));
        }

        taken(entry.Take(), TimeSpan.Zero);
    }

    private static ToolOutcome? Call(TakePayment tool, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return tool.Call("call_1", new Sensitive<JsonElement>(document.RootElement), TimeSpan.Zero);
    }

    private static PaymentPolicy Policy(string body) => new()
    {
        Request = new ToolRequest
        {
            Url = UrlTemplate.TryParse("https://pay.example/", out var url, out _) ? url : throw new InvalidOperationException("no url"),
            Body = new BodyTemplate(JsonElement.Parse(body)),
        },
    };
}
