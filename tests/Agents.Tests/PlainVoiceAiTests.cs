using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents.Plain;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>Sessions in the plain protocol with an AI that does what docs/plain-agent.md says.</summary>
public sealed class PlainVoiceAiTests
{
    private static readonly string[] AllowedPaths =
    [
        "type", "version", "model", "voice", "instructions", "audio.encoding", "audio.rate", "sends_audio", "sends_text",
        "audio", "answer", "text", "call", "result.status", "result.error", "notice.secure_capture", "notice.status", "heard_ms",
    ];

    private readonly RecordedLog<PlainConnector> _log = new();
    private bool _isSilent;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentAudioEncoding.Pcm16At24Khz, 24_000)]
    [InlineData(AgentAudioEncoding.Pcmu, 8_000)]
    [InlineData(AgentAudioEncoding.Pcma, 8_000)]
    public async Task A_turn_is_heard_read_and_answered(AgentAudioEncoding encoding, int rate)
    {
        await using var ai = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(ai.Url) with { AudioEncoding = encoding });

        await session.SendAudioAsync(TestCall.Tone(600), Token);
        await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        events[0].Should().Be(new AnswerStarted("answer_1"));
        events.OfType<AgentAudio>().Single().Should().Match<AgentAudio>(audio => audio.ItemId == "answer_1" && audio.SampleRate == rate);
        events.OfType<AgentTranscript>().Single().Should().Match<AgentTranscript>(text => text.IsFinal && text.Text.Reveal() == "Beep.");
        events[^1].Should().Be(new AnswerEnded("answer_1", AnswerEndReason.Completed));
        ai.Frames.Where(frame => TypeOf(frame) is "turn.audio").Sum(frame => Convert.FromBase64String(frame["audio"]!.GetValue<string>()).Length)
            .Should().Be(encoding is AgentAudioEncoding.Pcm16At24Khz ? 28_800 : 4_800);
        ai.Frames[^1].ToJsonString().Should().Be("""{"type":"turn.end","answer":1,"text":"My card is [CARD_1]."}""");
        ai.Headers["Authorization"].Should().Be($"Bearer {TestCall.Key}");
        ai.Target.Should().NotContain(TestCall.Key);
        _log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("Beep", StringComparison.Ordinal) || line.Contains("CARD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_turn_ends_the_answer_before_it_and_what_still_comes_of_that_is_dropped()
    {
        _isSilent = true;
        await using var ai = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        _isSilent = false;
        await session.CommitTurnAsync(TestCall.Text("late"), Token); // the AI says something of answer 1 first

        var events = new List<AgentEvent>(await session.Events.ReadUntilAsync<AnswerEnded>());
        events.AddRange(await session.Events.ReadUntilAsync<AnswerEnded>());

        events.OfType<AnswerEnded>().Should().Equal(
            new AnswerEnded("answer_1", AnswerEndReason.Cancelled), new AnswerEnded("answer_2", AnswerEndReason.Completed));
        events.OfType<AgentAudio>().Should().OnlyContain(audio => audio.ItemId == "answer_2");
    }

    [Fact]
    public async Task An_interruption_tells_how_much_was_heard_and_the_answer_is_over_at_once()
    {
        _isSilent = true;
        await using var ai = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("begin"), Token);
        var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();

        await session.CancelAnswerAsync(audio.ItemId, MediaTime.FromMilliseconds(40), Token);
        (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().Be(new AnswerEnded("answer_1", AnswerEndReason.Cancelled));
        await session.CancelAnswerAsync(audio.ItemId, MediaTime.FromSeconds(9), Token); // all of it was heard, and nothing is under way
        _isSilent = false;
        await session.CommitTurnAsync(TestCall.Text("Go on."), Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Frames.Where(frame => TypeOf(frame) is "answer.stop").Select(frame => frame.ToJsonString()).Should().Equal("""{"type":"answer.stop","answer":1,"heard_ms":40}""");
    }

    [Fact]
    public async Task A_tool_call_is_answered_once_and_only_if_the_AI_made_it()
    {
        await using var ai = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("by card"), Token);
        var call = (await session.Events.ReadUntilAsync<AgentToolCall>()).OfType<AgentToolCall>().Single();
        await session.Events.ReadUntilAsync<AnswerEnded>();

        await session.AnswerToolAsync(call.CallId, ToolOutcome.Started, Token);
        await session.AnswerToolAsync(call.CallId, ToolOutcome.Started, Token);
        await session.AnswerToolAsync("call_canary", ToolOutcome.Started, Token);
        await session.TellAsync(new CaptureNotice(CaptureSubject.Card, IsDone: true), Token);
        foreach (var answer in new[] { "answer_2", "answer_3", "answer_4", "answer_5" })
        {
            (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().Be(new AnswerEnded(answer, AnswerEndReason.Completed));
        }

        (call.Name.Reveal(), call.Arguments.Reveal()).Should().Be(("take", """{"a":1}"""));
        ai.Frames.Skip(2).Select(frame => frame.ToJsonString()).Should().Equal(
            """{"type":"tool.result","answer":2,"call":"c1","result":{"status":"started"}}""",
            """{"type":"tool.result","answer":3}""",
            """{"type":"tool.result","answer":4}""",
            """{"type":"notice","answer":5,"notice":{"secure_capture":"card","status":"done"}}""");
    }

    [Fact]
    public async Task Each_frame_holds_only_what_it_may_and_the_end_is_said()
    {
        await using var ai = await TalkingAi.StartAsync(Reply);
        await using (var session = await ConnectAsync(Options(ai.Url)))
        {
            await session.SendAudioAsync(TestCall.Tone(200, rate: 24_000), Token);
            await session.ClearTurnAsync(Token);
            await session.SendAudioAsync(TestCall.Tone(200, rate: 24_000), Token);
            await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        ai.Frames.SelectMany(frame => AllowedFrames.Leaves(frame, "")).Should().OnlyContain(leaf => AllowedPaths.Contains(leaf.Path));
        ai.Frames.Select(TypeOf).Should().Equal("session.start", "turn.audio", "turn.clear", "turn.audio", "turn.end", "session.end");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task What_the_policy_keeps_back_is_not_sent(bool sendsAudio, bool sendsText)
    {
        await using var ai = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(ai.Url) with { SendsAudio = sendsAudio, SendsText = sendsText });
        await session.SendAudioAsync(TestCall.Tone(500), Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Frames.Any(frame => TypeOf(frame) is "turn.audio").Should().Be(sendsAudio);
        (ai.Frames[^1]["text"] is not null).Should().Be(sendsText);
    }

    [Theory]
    [InlineData("""{"type":"session.started","session":"s","audio":{"encoding":"pcmu","rate":8000}}""", "audio format")]
    [InlineData("""{"type":"session.started","session":"s"}""", "audio format")]
    [InlineData("""{"type":"error","code":"busy","text":"4111111111111111"}""", "busy")]
    [InlineData("""{"type":"error","code":"4111111111111111"}""", "other")]
    [InlineData("""{"type":"answer.end","answer":1}""", "plain protocol")]
    public async Task One_who_does_not_take_what_was_asked_is_unavailable(string greeting, string reason)
    {
        await using var ai = await TalkingAi.StartAsync(_ => [greeting]);

        var connecting = () => ConnectAsync(Options(ai.Url));

        (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which.Message.Should().Contain(reason).And.NotContain("4111");
    }

    [Fact]
    public async Task An_AI_that_ends_the_session_has_closed_it()
    {
        await using var ai = await TalkingAi.StartAsync(frame => TypeOf(frame) is "turn.end" ? ["""{"type":"session.end"}"""] : Reply(frame));
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.ClosedByAgent));
    }

    private static AgentOptions Options(Uri url) => TestCall.Options(url, AgentProtocol.Plain);

    private static string TypeOf(JsonNode frame) => frame["type"]!.GetValue<string>();

    private Task<IAgentSession> ConnectAsync(AgentOptions options) => new PlainConnector(_log, TimeProvider.System).ConnectAsync(options, Token);

    /// <summary>docs/plain-agent.md, as an AI would do it.</summary>
    private IEnumerable<string> Reply(JsonNode frame)
    {
        if (TypeOf(frame) is "session.start")
        {
            return [$$"""{"type":"session.started","session":"s-1","audio":{{frame["audio"]!.ToJsonString()}}}"""];
        }

        if (frame["answer"]?.GetValue<int>() is not { } answer || TypeOf(frame) is "answer.stop")
        {
            return [];
        }

        var audio = $$"""{"type":"answer.audio","answer":{{answer}},"audio":"{{TalkingAi.Pcm(4_800)}}"}""";
        var end = $$"""{"type":"answer.end","answer":{{answer}},"status":"completed"}""";
        return (frame["text"]?.GetValue<string>(), _isSilent) switch
        {
            ("begin", _) => [audio],
            (_, true) => [],
            ("late", _) => [audio.Replace($"\"answer\":{answer}", "\"answer\":1", StringComparison.Ordinal), audio, end],
            ("by card", _) => [$$"""{"type":"tool.call","answer":{{answer}},"call":"c1","name":"take","arguments":"{\"a\":1}"}""", end],
            _ => [audio, $$"""{"type":"answer.text","answer":{{answer}},"text":"Beep.","final":true}""", """{"type":"made.up"}""", end],
        };
    }
}
