using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Tests.Detecting;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.AgentText;

public sealed class AgentTextClearanceTests
{
    private readonly CallVault _vault = new();
    private readonly Conversation _conversation = new();
    private ReplacementWriter _writer;

    public AgentTextClearanceTests() => _writer = new ReplacementWriter(Detected.Detector, _vault, TenantPolicy.Defaults);

    [Fact]
    public void A_value_that_the_AI_repeats_is_the_callers_own_token_in_whatever_form()
    {
        CallerSays("my member ID is 4 4 1 0 2 7 7").Should().Be("my member ID is [MEMBER_ID_1]");

        var cleared = Clear("So your member ID is double four one oh two seven seven?");

        cleared.Text.Should().Be("So your member ID is [MEMBER_ID_1]?");
        cleared.Values.Should().ContainSingle().Which.Origin.Should().Be(AgentValueOrigin.Repeated);
    }

    [Fact]
    public void A_repeated_value_is_known_though_nothing_announces_it()
    {
        CallerSays("my member ID is 441027734");

        Clear("That was 441027734, yes?").Text.Should().Be("That was [MEMBER_ID_1], yes?");
    }

    [Fact]
    public void A_value_that_the_AI_invents_is_a_token_and_stays_its_own()
    {
        var first = Clear("Your card number is 4111 1111 1111 1111.");
        var second = Clear("As I said, card 4111 1111 1111 1111.");

        first.Text.Should().Be("Your card number is [CREDIT_CARD_1].");
        second.Text.Should().Be("As I said, card [CREDIT_CARD_1].");
        first.Values.Concat(second.Values).Should().OnlyContain(value => value.Origin == AgentValueOrigin.Invented);
    }

    [Theory]
    [InlineData(AgentValueAction.Redact, false)]
    [InlineData(AgentValueAction.Flag, true)]
    [InlineData(AgentValueAction.Pass, false)]
    public void Only_flag_flags(AgentValueAction action, bool isFlagged)
    {
        Clear("Your card number is 4111 1111 1111 1111.", action).IsFlagged.Should().Be(isFlagged);
        Clear("How can I help?", action).IsFlagged.Should().BeFalse();
    }

    [Fact]
    public void Pass_lets_the_AIs_own_values_stay_and_no_others()
    {
        CallerSays("you can reach me at 415-555-2671");

        Clear("Please call us at 212-555-0188.", AgentValueAction.Pass).Text.Should().Be("Please call us at 212-555-0188.");
        Clear("I will call you at 415-555-2671.", AgentValueAction.Pass).Text.Should().Be("I will call you at [PHONE_NUMBER_1].");
        Clear("Your card number is 4111 1111 1111 1111.", AgentValueAction.Pass).Text.Should().Be("Your card number is [CREDIT_CARD_1].");
    }

    [Theory]
    [InlineData("Is [MEMBER_ID_1] right?")]
    [InlineData("I see member ID [MEMBER_ID_1] here.")]
    [InlineData("[MEMBER_ID_1]")]
    public void Tokens_that_the_AI_was_given_stay(string text)
    {
        CallerSays("my member ID is 4410277");

        Clear(text).Should().BeEquivalentTo(new { Text = text });
    }

    [Theory]
    [InlineData("card [CREDIT_CARD_1 ending in 1111]")]
    [InlineData("card number [CREDIT_CARD_1 ending in 1111], is that the one?")]
    public void Last_figures_that_the_AI_was_given_stay(string text)
    {
        _writer = new ReplacementWriter(Detected.Detector, _vault, PolicyOf(EntityType.CreditCard, new EntityPolicy { Text = TextAction.LastFour, MinimumConfidence = 0 }));
        CallerSays("my card number is 4111 1111 1111 1111");

        Clear(text).Text.Should().Be(text);
    }

    [Theory]
    [InlineData("card number [MEMBER_ID_9] 4111 1111 1111 1111")]
    [InlineData("card number [4111 1111 1111 1111]")]
    [InlineData("card number [MEMBER_ID_1] 4111 1111 1111 1111 [MEMBER_ID_1]")]
    [InlineData("card number [CREDIT_CARD_1 4111 1111 1111 1111]")]
    public void Brackets_hide_nothing(string text)
    {
        CallerSays("my member ID is 4410277");

        Clear(text).Text.Should().NotContain("1111");
    }

    [Fact]
    public void A_made_up_value_stays_made_up()
    {
        _writer = new ReplacementWriter(Detected.Detector, _vault, PolicyOf(EntityType.PhoneNumber, new EntityPolicy { Text = TextAction.Surrogate, MinimumConfidence = 0 }));
        var madeUp = CallerSays("my phone number is 415-555-2671")["my phone number is ".Length..];

        var cleared = Clear($"I will call you at {madeUp}.");

        cleared.Text.Should().Be($"I will call you at {madeUp}.");
        cleared.Values.Should().OnlyContain(value => value.Origin == AgentValueOrigin.Surrogate);
        Clear("Or at 415-555-2671?").Text.Should().Be("Or at [PHONE_NUMBER_1]?");
    }

    [Fact]
    public void A_detector_that_fails_withholds_everything()
    {
        var clearance = new AgentTextClearance(new FailingDetector(), _vault, _writer, AgentValueAction.Pass);

        clearance.Clear(new Sensitive<string>("good morning"), _conversation).Text.Should().Be("[UNKNOWN_NUMBER_1]");
    }

    [Theory]
    [InlineData("""{"member_id":"4410277","reason":"refill"}""", """{"member_id":"[MEMBER_ID_1]","reason":"refill"}""")]
    [InlineData("""{"memberId":4410277,"count":3}""", """{"memberId":"[MEMBER_ID_1]","count":3}""")]
    [InlineData("""{"card":{"number":"4111 1111 1111 1111"}}""", """{"card":{"number":"[CREDIT_CARD_1]"}}""")]
    [InlineData("""{"notes":["call me","my card number is 4111 1111 1111 1111"],"ok":true,"x":null}""", """{"notes":["call me","my card number is [CREDIT_CARD_1]"],"ok":true,"x":null}""")]
    [InlineData("""{"member_id":"[MEMBER_ID_1]"}""", """{"member_id":"[MEMBER_ID_1]"}""")]
    [InlineData("""{"4111111111111111":true}""", """{"[CREDIT_CARD_1]":true}""")]
    [InlineData("{}", "{}")]
    public void Arguments_of_a_tool_are_cleared_value_by_value(string arguments, string cleared)
    {
        CallerSays("my member ID is 4410277");

        Arguments(arguments).Text.Should().Be(cleared);
    }

    [Theory]
    [InlineData("")]
    [InlineData("member 4410277")]
    [InlineData("{\"card\":\"4111111111111111")]
    [InlineData("{\"card\":\"\\ud83d 4111111111111111\"}")]
    public void Arguments_that_cannot_be_read_are_withheld(string arguments) =>
        Arguments(arguments).Text.Should().Be("\"[UNKNOWN_NUMBER_1]\"");

    [Fact]
    public void No_text_makes_it_throw()
    {
        const string Units = "41 [MEBR_ID1]{}\":,card\\u\ud83dé";
        CallerSays("my member ID is 4410277");
        var random = new Random(20261122);
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Units[random.Next(Units.Length)]));
            var clear = () => (Clear(text), Arguments(text));
            clear.Should().NotThrow();
        }

        Clear(new string('[', 100_000)).Text.Should().NotBeNull();
    }

    private string CallerSays(string text)
    {
        var said = text;
        foreach (var entity in Detected.Detector.Detect(text, Speaker.Caller, _conversation, isFinal: true).Entities.Reverse())
        {
            said = said[..entity.Span.Start] + _writer.Write(text, entity, isSure: true) + said[entity.Span.End..];
        }

        return said;
    }

    private ClearedAgentText Clear(string text, AgentValueAction action = AgentValueAction.Redact) =>
        Clearance(action).Clear(new Sensitive<string>(text), _conversation);

    private ClearedAgentText Arguments(string json) => Clearance(AgentValueAction.Redact).ClearArguments(new Sensitive<string>(json), _conversation);

    private readonly Dictionary<AgentValueAction, AgentTextClearance> _clearances = [];

    private AgentTextClearance Clearance(AgentValueAction action)
    {
        if (!_clearances.TryGetValue(action, out var clearance))
        {
            _clearances.Add(action, clearance = new AgentTextClearance(Detected.Detector, _vault, _writer, action));
        }

        return clearance;
    }

    private static TenantPolicy PolicyOf(EntityType type, EntityPolicy policy) =>
        TenantPolicy.Defaults with { Entities = TenantPolicy.Defaults.Entities.Add(type, policy) };

    private sealed class FailingDetector : IEntityDetector
    {
        public Detection.Detection Detect(string text, Speaker speaker, Conversation before, bool isFinal) => new()
        {
            Entities = [new Entity(EntityType.UnknownNumber, new TextSpan(0, text.Length), 1, typeof(FailingDetector))],
            OpenFrom = 0,
            FailedRecognizers = [typeof(FailingDetector)],
        };

        public string ValueOf(string text, Entity entity) => text;
    }
}
