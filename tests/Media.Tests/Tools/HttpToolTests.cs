using System.Collections.Immutable;
using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Media.Tools;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Media.Tests.Tools;

/// <summary>A tool's way from the AI's arguments to a back end, and what comes back.</summary>
public sealed class HttpToolTests : IAsyncDisposable
{
    private static readonly EntityDetector Detector = new();

    private readonly CallVault _vault = new();
    private readonly ManualTime _time = new();
    private readonly SessionMailbox _mailbox = new();
    private readonly BackEndPipelines _backEnds;
    private readonly ToolRuns _runs;
    private readonly List<ToolAnswer> _answers = [];
    private Sensitive<string>? _secret = new Sensitive<string>("key-canary");

    public HttpToolTests()
    {
        _backEnds = new BackEndPipelines(new BackEndClient(), _time, NullLogger.Instance);
        _runs = new ToolRuns(_backEnds, _mailbox.Post);
        _vault.TokenFor(EntityType.MemberId, new Sensitive<string>("QX44109"), new Sensitive<string>("QX 44109"));
        _vault.TokenFor(EntityType.CreditCard, new Sensitive<string>("4539148034267913"), new Sensitive<string>("4539 1480 3426 7913"));
        _vault.TokenFor(EntityType.Cvv, new Sensitive<string>("917"), new Sensitive<string>("917"));
    }

    public static TheoryData<string, string, string?, string?, string?> Arguments => new()
    {
        // arguments; target, X-Plan and body as they arrive, or null when the call is refused
        { "a token", """{"member":"[MEMBER_ID_1]"}""", "/members/?day=", "", """{"id":"QX44109"}""" },
        { "in text", """{"member":"[MEMBER_ID_1]","note":"call [MEMBER_ID_1]"}""", "/members/?day=", "", """{"id":"QX44109","note":"call QX44109"}""" },
        { "in a list", """{"member":"[MEMBER_ID_1]","tags":["[MEMBER_ID_1]",{"a":"[MEMBER_ID_1]"},5,true,null]}""", "/members/?day=", "", """{"id":"QX44109","tags":["QX44109",{"a":"QX44109"},5,true,null]}""" },
        { "a card in text stays a token", """{"member":"[MEMBER_ID_1]","note":"[CREDIT_CARD_1] [CVV_1]"}""", "/members/?day=", "", """{"id":"QX44109","note":"[CREDIT_CARD_1] [CVV_1]"}""" },
        { "the value itself", """{"member":"QX44109"}""", null, null, null },
        { "another token", """{"member":"[CREDIT_CARD_1]"}""", null, null, null },
        { "a token of nobody", """{"member":"[MEMBER_ID_2]"}""", null, null, null },
        { "a token and more", """{"member":"[MEMBER_ID_1] "}""", null, null, null },
        { "no member", "{}", null, null, null },
        { "what is not declared is not used", """{"member":"[MEMBER_ID_1]","url":"https://evil.example","secret":"x"}""", "/members/?day=", "", """{"id":"QX44109"}""" },
        { "the end of a text", """{"member":"[MEMBER_ID_1]","note":"\"}, \"admin\": true, {\""}""", "/members/?day=", "", """{"id":"QX44109","note":"\"}, \"admin\": true, {\""}""" },
        { "another place", """{"member":"[MEMBER_ID_1]","note":"{{member}} {{secret}}"}""", "/members/?day=", "", """{"id":"QX44109","note":"{{member}} {{secret}}"}""" },
        { "in the query", """{"member":"[MEMBER_ID_1]","day":"noon & night?#"}""", "/members/?day=noon%20%26%20night%3F%23", "", """{"id":"QX44109"}""" },
        { "up", """{"member":"[MEMBER_ID_1]","day":".."}""", "/members/?day=..", "", """{"id":"QX44109"}""" },
        { "a header", """{"member":"[MEMBER_ID_1]","plan":"gold"}""", "/members/?day=", "gold", """{"id":"QX44109"}""" },
        { "another header", """{"member":"[MEMBER_ID_1]","plan":"gold\r\nX-Admin: yes"}""", null, null, null },
        { "a header beyond ASCII", """{"member":"[MEMBER_ID_1]","plan":"gòld"}""", null, null, null },
        { "a token in the query", """{"member":"[MEMBER_ID_1]","day":"[MEMBER_ID_1]"}""", null, null, null },
        { "a value of the call in the query", """{"member":"[MEMBER_ID_1]","day":"qx-44109"}""", null, null, null },
        { "a card in the query", """{"member":"[MEMBER_ID_1]","day":"4111 1111 1111 1111"}""", null, null, null },
        { "a token in a header", """{"member":"[MEMBER_ID_1]","plan":"[MEMBER_ID_1]"}""", null, null, null },
    };

    [Theory]
    [MemberData(nameof(Arguments), DisableDiscoveryEnumeration = true)]
    public async Task Arguments_arrive_where_the_template_puts_them_or_not_at_all(string label, string arguments, string? target, string? plan, string? body)
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync("{}");
        var outcome = Call(Tool(backEnd), arguments);
        if (outcome is null)
        {
            await FinishAsync();
        }

        outcome.Should().Be(target is null ? ToolOutcome.InvalidArguments : null, label);
        if (target is null)
        {
            backEnd.Received.Should().BeEmpty(label);
            return;
        }

        var received = backEnd.Received.Should().ContainSingle().Subject;
        (received.Target, received.Body).Should().Be((target, body!), label);
        $"{received.Headers}\n".Should().Contain($"X-Plan: {plan}\n").And.Contain("Authorization: Bearer key-canary").And.NotContain("X-Admin");
        $"{received.Target}{received.Headers}".Should().NotContain("44109");
    }

    [Fact]
    public async Task A_security_code_goes_where_it_is_asked_for_once_however_often_it_stands_there()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync("{}");
        var schema = new ArgumentSchema { Kind = ArgumentKind.Object, Properties = Tool(backEnd).Parameters.Properties.Add("code", Token("CVV")) };
        var tool = Tool(backEnd) with { Parameters = schema };
        tool = tool with { Request = tool.Request with { Body = new BodyTemplate(JsonElement.Parse("""{"a":"{{code}}","b":"{{code}}"}""")) } };

        Call(tool, """{"code":"[CVV_1]"}""").Should().BeNull();
        await FinishAsync();
        Call(tool, """{"code":"[CVV_1]"}""").Should().Be(ToolOutcome.InvalidArguments);

        backEnd.Received.Should().ContainSingle().Which.Body.Should().Be("""{"a":"917","b":"917"}""");
    }

    [Fact]
    public async Task Where_a_secret_is_not_there_nothing_is_sent()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync("{}");
        _secret = null;

        Call(Tool(backEnd), """{"member":"[MEMBER_ID_1]"}""").Should().Be(ToolOutcome.Unavailable);

        backEnd.Received.Should().BeEmpty();
    }

    [Theory]
    [InlineData(200, """{"memberId":"4410277","slots":2}""", ToolOutcome.Done, """{"memberId":"[MEMBER_ID_2]","slots":2}""")]
    [InlineData(200, """{"half":""", ToolOutcome.Failed, null)]
    [InlineData(404, """{"memberId":"4410277"}""", ToolOutcome.Refused, null)]
    [InlineData(302, "{}", ToolOutcome.Refused, null)]
    [InlineData(500, "{}", ToolOutcome.Failed, null)]
    public async Task What_a_back_end_answers_is_cleared_and_what_it_fails_with_is_not_told(int status, string body, ToolOutcome outcome, string? cleared)
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, body, status));
        Call(Tool(backEnd), """{"member":"[MEMBER_ID_1]"}""");

        await FinishAsync();

        var answer = _answers.Should().ContainSingle().Subject;
        (answer.Outcome, answer.Attempts).Should().Be((outcome, 1));
        (await ReleasedAsync(answer)).Should().Be(cleared);
    }

    [Fact]
    public async Task Where_the_policy_says_so_the_AI_gets_the_outcome_alone()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync("""{"plan":"gold"}""");
        Call(Tool(backEnd) with { Answer = new ToolAnswerPolicy { Forward = ToolAnswerForward.OutcomeOnly } }, """{"member":"[MEMBER_ID_1]"}""");

        await FinishAsync();

        _answers.Single().Should().BeEquivalentTo(new { Outcome = ToolOutcome.Done, Reading = (ToolAnswerReading?)null }, options => options.ExcludingMissingMembers());
    }

    [Fact]
    public async Task A_slow_answer_and_a_quick_one_each_come_to_the_call_that_asked()
    {
        var slow = new TaskCompletionSource();
        await using var backEnd = await LoopbackBackEnd.StartAsync(async context =>
        {
            if (context.Request.Query["day"] == "slow")
            {
                await slow.Task.WaitAsync(context.RequestAborted);
            }

            await LoopbackBackEnd.Json(context, $$"""{"was":"{{context.Request.Query["day"]}}"}""");
        });
        var tool = Tool(backEnd);

        Call(tool, """{"member":"[MEMBER_ID_1]","day":"slow"}""", "call_slow").Should().BeNull();
        Call(tool, """{"member":"[MEMBER_ID_1]","day":"quick"}""", "call_quick").Should().BeNull();
        await FinishAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        slow.SetResult();
        await FinishAsync();

        var released = new List<string>();
        foreach (var answer in _answers)
        {
            released.Add($"{answer.CallId}: {await ReleasedAsync(answer)}");
        }

        released.Should().Equal("""call_quick: {"was":"quick"}""", """call_slow: {"was":"slow"}""");
    }

    [Fact]
    public async Task No_more_than_four_are_under_way()
    {
        var answered = new TaskCompletionSource();
        await using var backEnd = await LoopbackBackEnd.StartAsync(async context =>
        {
            await answered.Task.WaitAsync(context.RequestAborted);
            await LoopbackBackEnd.Json(context, "{}");
        });
        var tool = Tool(backEnd);

        Enumerable.Range(0, 5).Select(at => Call(tool, """{"member":"[MEMBER_ID_1]"}""")).Should().Equal(null, null, null, null, ToolOutcome.Busy);
        answered.SetResult();
        await FinishAsync();

        Call(tool, """{"member":"[MEMBER_ID_1]"}""").Should().BeNull();
        for (var left = 0; left < 4; left++)
        {
            await FinishAsync();
        }
    }

    [Fact]
    public async Task An_open_circuit_is_told_at_once()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, "{}", 503));
        var tool = Tool(backEnd);
        for (var asked = 0; asked < 5; asked++)
        {
            Call(tool, """{"member":"[MEMBER_ID_1]"}""");
            await FinishAsync();
        }

        _answers.Select(answer => (answer.Outcome, answer.IsCircuitOpen, answer.Attempts)).Should()
            .Equal([.. Enumerable.Repeat((ToolOutcome.Failed, false, 1), 4), (ToolOutcome.Unavailable, true, 0)]);
        backEnd.Received.Should().HaveCount(4);
    }

    public async ValueTask DisposeAsync()
    {
        await _runs.DisposeAsync();
        _backEnds.Dispose();
    }

    private ToolOutcome? Call(ToolPolicy policy, string arguments, string callId = "call_1")
    {
        var values = new ArgumentValues(Detector, _vault, TenantPolicy.Defaults);
        var tool = new HttpTool(
            policy, default(AuditLabel), values, new RequestWriter(values, reference => reference is null ? null : _secret), new ToolAnswerReader(Detector, policy.Answer), _runs,
            (answer, _) => _answers.Add(answer));
        using var document = JsonDocument.Parse(arguments);
        return tool.Call(callId, new Sensitive<JsonElement>(document.RootElement), TimeSpan.Zero);
    }

    /// <summary>Goes on with the next that comes, as the session's loop does.</summary>
    private async Task FinishAsync()
    {
        await foreach (var mail in _mailbox.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            ((ToolFinished)mail).Finish(TimeSpan.Zero);
            return;
        }
    }

    /// <summary>As the voice AI would get it.</summary>
    private async Task<string?> ReleasedAsync(ToolAnswer answer)
    {
        if (answer.Reading is not { } reading)
        {
            return null;
        }

        var gate = new ReleaseGate(new ReleaseContext(Guid.NewGuid(), TenantPolicy.Defaults), new HoldBuffer(8_000, MediaTime.FromSeconds(1)), Detector, new Conversation(), _vault, new NoAudit());
        var cleared = new ToolAnswerClearance(_vault, gate.Writer).Clear(reading, answer.Reader);
        return (await gate.ReleaseAsync(gate.Pend(cleared, new ToolAnswered(default, default, answer.Attempts, [])), TestContext.Current.CancellationToken)).Text;
    }

    private sealed class NoAudit : IAuditTrail
    {
        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private static ToolPolicy Tool(LoopbackBackEnd backEnd) => new()
    {
        Name = "find_member",
        Description = "Finds a member.",
        Retries = 0,
        Parameters = new ArgumentSchema
        {
            Kind = ArgumentKind.Object,
            Properties = new Dictionary<string, ArgumentSchema>(StringComparer.Ordinal)
            {
                ["member"] = Token("MEMBER_ID"),
                ["day"] = new ArgumentSchema { Kind = ArgumentKind.Text },
                ["plan"] = new ArgumentSchema { Kind = ArgumentKind.Text },
                ["note"] = new ArgumentSchema { Kind = ArgumentKind.Text },
                ["tags"] = new ArgumentSchema { Kind = ArgumentKind.Array },
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Required = ["member"],
        },
        Request = new ToolRequest
        {
            Url = UrlTemplate.TryParse($"{backEnd.Url}members/?day={{{{day}}}}", out var url, out _) ? url : throw new InvalidOperationException("no url"),
            Headers =
            [
                new ToolHeader("Authorization", Text("Bearer {{secret}}"), new SecretReference { EnvironmentVariable = "KEY" }),
                new ToolHeader("X-Plan", Text("{{plan}}"), Secret: null),
            ],
            Body = new BodyTemplate(JsonElement.Parse("""{"id":"{{member}}","note":"{{note}}","tags":"{{tags}}"}""")),
        },
    };

    private static ArgumentSchema Token(string type) => new() { Kind = ArgumentKind.Text, TokenTypes = [type] };

    private static TextTemplate Text(string written) => TextTemplate.TryParse(written, out var template) ? template : throw new InvalidOperationException("no template");
}
