using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Tools;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Tools;

public sealed class ToolDeskTests
{
    private readonly List<CaptureSubject> _begun = [];
    private readonly ToolDesk _desk;

    public ToolDeskTests()
    {
        var (detector, vault) = (new EntityDetector(), new CallVault());
        var policy = new TenantPolicy { Tenant = "clinic", Revision = "0123456789ab", Called = [], Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1/"), Model = "m" } };
        _desk = new ToolDesk(
            [new StartSecureCapture((subject, _) => _begun.Add(subject)), new Curious()],
            new AgentTextClearance(detector, vault, new ReplacementWriter(detector, vault, policy), policy.Agent.Values));
    }

    public static TheoryData<string, string> Garbage => new()
    {
        { "nothing", "" },
        { "no JSON", "subject=card" },
        { "half of it", "{\"subject\":\"card\"" },
        { "no object", "\"card\"" },
        { "no subject", "{}" },
        { "another subject", """{"subject":"everything"}""" },
        { "a subject of another kind", """{"subject":["card"]}""" },
        { "half of a surrogate pair", """{"subject":"\ud800"}""" },
        { "the same, unescaped", "{\"subject\":\"\ud800\"}" },
        { "half of one in a name", """{"\ud800":"card"}""" },
        { "deep", string.Concat(Enumerable.Repeat("""{"subject":""", 1_000)) },
        { "deep and closed", $"{new string('[', 1_000)}{new string(']', 1_000)}" },
        { "huge", $$"""{"subject":"card","note":"{{new string('4', 1_000_000)}}"}""" },
    };

    [Theory]
    [InlineData("card", CaptureSubject.Card)]
    [InlineData("ssn", CaptureSubject.Ssn)]
    [InlineData("pin", CaptureSubject.Pin)]
    [InlineData("other", CaptureSubject.Other)]
    public void A_capture_begins_for_what_the_AI_asks(string subject, CaptureSubject begun)
    {
        var run = Run("start_secure_capture", $$"""{"subject":"{{subject}}"}""");

        run.Outcome.Should().Be(ToolOutcome.Started);
        run.Tool.Text.Should().Be("StartSecureCapture");
        run.Tokens.Should().BeEmpty();
        _begun.Should().Equal(begun);
    }

    [Theory]
    [MemberData(nameof(Garbage), DisableDiscoveryEnumeration = true)]
    public void Arguments_that_it_does_not_take_begin_nothing_and_get_an_error(string label, string arguments)
    {
        Run("start_secure_capture", arguments).Outcome.Should().Be(ToolOutcome.InvalidArguments, label);
        Run("curious", arguments).Outcome!.Value.Should().BeOneOf(ToolOutcome.Started, ToolOutcome.InvalidArguments);

        _begun.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("START_SECURE_CAPTURE")]
    [InlineData("4539148034267913")]
    public void An_unknown_tool_gets_an_error_and_its_name_goes_nowhere(string name)
    {
        var run = Run(name, """{"subject":"card"}""");

        run.Outcome.Should().Be(ToolOutcome.UnknownTool);
        run.Tool.Should().Be(default(AuditLabel));
        _begun.Should().BeEmpty();
    }

    [Fact]
    public void What_goes_on_of_the_arguments_are_the_calls_tokens()
    {
        var run = Run("start_secure_capture", """{"subject":"card","number":"4539 1480 3426 7913","again":"4539148034267913","name":"[MARGARET_1]"}""");

        run.Outcome.Should().Be(ToolOutcome.Started);
        run.Tokens.Select(token => token.Text).Should().Equal("[CREDIT_CARD_1]", "[CREDIT_CARD_1]", "[PERSON_1]");
        run.Arguments!.Text.Should().NotContainAny("4539", "7913", "MARGARET");
    }

    private ToolRun Run(string name, string arguments) =>
        _desk.Run(new AgentToolCall("call_1", new Sensitive<string>(name), new Sensitive<string>(arguments)), new Conversation(), TimeSpan.Zero);

    /// <summary>A tool that looks at all that it gets.</summary>
    private sealed class Curious : ITool
    {
        public string Name => "curious";

        public AuditLabel Label => AuditLabel.OfType(typeof(Curious));

        public ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now) =>
            arguments.Reveal().EnumerateObject().All(member => member.Name.Length >= 0 && member.Value.ToString().Length >= 0) ? ToolOutcome.Started : ToolOutcome.InvalidArguments;
    }
}
