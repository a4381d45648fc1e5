using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents.Deepgram;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>Sessions with an AI that does what Deepgram's documentation of the Voice Agent API says.</summary>
public sealed class DeepgramVoiceAiTests
{
    private const string Done = """{"type":"AgentAudioDone"}""";

    private static readonly string[] AllowedPaths =
    [
        "type", "mip_opt_out", "audio.input.encoding", "audio.input.sample_rate", "audio.output.encoding", "audio.output.sample_rate", "audio.output.container",
        "agent.listen.provider.type", "agent.listen.provider.version", "agent.listen.provider.model", "agent.listen.provider.eot_threshold", "agent.listen.provider.eot_timeout_ms",
        "agent.think.provider.type", "agent.think.provider.model", "agent.think.prompt",
        "agent.think.functions[].name", "agent.think.functions[].description", "agent.think.functions[].parameters.type",
        "agent.speak.provider.type", "agent.speak.provider.model", "content", "id", "name",
    ];

    private static readonly string[] Answer = [Text("assistant", "Beep."), ScriptedAi.Binary(new byte[4_801]), ScriptedAi.Binary(new byte[4_799]), Done];

    private readonly RecordedLog<DeepgramConnector> _log = new();
    private string[] _answer = Answer;
    private Func<JsonNode, IEnumerable<string>>? _reply;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentAudioEncoding.Pcm16At24Khz, "linear16", 24_000, 28_800)]
    [InlineData(AgentAudioEncoding.Pcmu, "mulaw", 8_000, 4_800)]
    [InlineData(AgentAudioEncoding.Pcma, "alaw", 8_000, 4_800)]
    public async Task A_turn_is_audio_that_we_end_by_force(AgentAudioEncoding encoding, string name, int rate, int bytes)
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with { AudioEncoding = encoding });

        await session.SendAudioAsync(TestCall.Tone(400), Token);
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.CommitTurnAsync(TestCall.Text("not sent"), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Frames.Select(TypeOf).Should().Equal("Settings", "ForceEndTurn");
        ai.BinaryBytes.Should().Be(bytes);
        var settings = ai.Frames[0];
        settings["audio"]!["input"]!.ToJsonString().Should().Be($$"""{"encoding":"{{name}}","sample_rate":{{rate}}}""");
        settings["agent"]!["listen"]!.ToJsonString().Should().Be("""{"provider":{"type":"deepgram","version":"v2","model":"flux-general-en","eot_threshold":1,"eot_timeout_ms":60000}}""");
        settings["agent"]!["think"]!["provider"]!.ToJsonString().Should().Be("""{"type":"open_ai","model":"gpt-4o-mini"}""");
        settings["mip_opt_out"]!.GetValue<bool>().Should().BeTrue();
        events[0].Should().Be(new AnswerStarted("answer_1"));
        events.OfType<AgentTranscript>().Single().Should().Match<AgentTranscript>(text => text.IsFinal && text.Text.Reveal() == "Beep.");
        events.OfType<AgentAudio>().Sum(audio => audio.Samples.Length).Should().Be(9_600 / (encoding is AgentAudioEncoding.Pcm16At24Khz ? 2 : 1), "a sample that two messages share is one");
        events[^1].Should().Be(new AnswerEnded("answer_1", AnswerEndReason.Completed));
        ai.Headers["Authorization"].Should().Be($"Token {TestCall.Key}");
        ai.Target.Should().NotContain(TestCall.Key);
        _log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("Beep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_audio_a_turn_is_a_text_in_the_callers_mouth()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with { SendsAudio = false });

        await session.SendAudioAsync(TestCall.Tone(400), Token);
        await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.BinaryBytes.Should().Be(0);
        ai.Frames[^1].ToJsonString().Should().Be("""{"type":"InjectUserMessage","content":"My card is [CARD_1]."}""");
    }

    [Fact]
    public async Task A_turn_of_nothing_is_over_at_once()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AnswerEnded("", AnswerEndReason.Cancelled));
    }

    [Fact]
    public async Task An_interrupted_answer_is_over_at_once_and_its_rest_is_dropped()
    {
        _answer = Answer[..2]; // and goes on when the next turn has come
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with { SendsAudio = false });
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();
        _reply = _ => [Text("assistant", "late"), .. Answer[1..2], Text("user", "Go on."), .. Answer];

        await session.CancelAnswerAsync(audio.ItemId, MediaTime.Zero, Token);
        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AnswerEnded("answer_1", AnswerEndReason.Cancelled));
        await session.CommitTurnAsync(TestCall.Text("Go on."), Token);
        var next = await session.Events.ReadUntilAsync<AnswerEnded>();

        next.OfType<AgentAudio>().Should().OnlyContain(piece => piece.ItemId == "answer_2");
        next.OfType<AgentTranscript>().Should().OnlyContain(text => text.Text.Reveal() == "Beep.");
        next[^1].Should().Be(new AnswerEnded("answer_2", AnswerEndReason.Completed));
    }

    [Fact]
    public async Task What_the_caller_murmurs_does_not_interrupt_an_answer_that_is_wanted()
    {
        _answer = Answer[..2];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.SendAudioAsync(TestCall.Tone(100, rate: 24_000), Token);
        await session.CommitTurnAsync(null, Token);
        await session.Events.ReadUntilAsync<AgentAudio>();

        await session.SendAudioAsync(TestCall.Tone(100, rate: 24_000), Token);
        ai.BinaryBytes.Should().Be(4_800);
        await session.CommitTurnAsync(null, Token);
        await ai.WaitForAsync(frame => ai.Frames.Count(other => TypeOf(other) is "ForceEndTurn") == 2);

        ai.BinaryBytes.Should().Be(9_600);
    }

    [Fact]
    public async Task A_text_that_was_refused_is_said_again_when_the_AI_has_finished()
    {
        _answer = Answer[..2];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with { SendsAudio = false });
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        await session.Events.ReadUntilAsync<AgentAudio>();
        var isRefused = false;
        _answer = Answer;
        _reply = frame =>
        {
            if (isRefused)
            {
                return [Text("user", "Go on."), .. Answer];
            }

            isRefused = true;
            return ["""{"type":"InjectionRefused","message":"4111111111111111"}""", Done];
        };

        await session.CommitTurnAsync(TestCall.Text("Go on."), Token);
        var events = new List<AgentEvent>(await session.Events.ReadUntilAsync<AnswerEnded>());
        events.AddRange(await session.Events.ReadUntilAsync<AnswerEnded>());

        events.OfType<AgentComplaint>().Should().Equal(new AgentComplaint("injection_refused"));
        events.OfType<AnswerEnded>().Should().Equal(new AnswerEnded("answer_1", AnswerEndReason.Cancelled), new AnswerEnded("answer_2", AnswerEndReason.Completed));
        ai.Frames.Count(frame => frame["content"]?.GetValue<string>() is "Go on.").Should().Be(2);
    }

    [Fact]
    public async Task A_tool_call_ends_the_turn_and_its_answer_is_another()
    {
        _answer = ["""{"type":"FunctionCallRequest","functions":[{"id":"c1","name":"start_secure_capture","arguments":"{\"subject\":\"card\"}","client_side":true},{"id":"c2","name":"made up 4111","arguments":"{}","client_side":true},{"id":"c3","name":"theirs","arguments":"{}","client_side":false}]}"""];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with
        {
            SendsAudio = false,
            Tools = [new AgentTool(new PolicyText("start_secure_capture"), new PolicyText("Captures."), new PolicyText("""{"type":"object"}"""))],
        });
        await session.CommitTurnAsync(TestCall.Text("by card"), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();
        _answer = Answer;

        await session.AnswerToolAsync("c1", ToolOutcome.Started, Token);
        await session.AnswerToolAsync("c1", ToolOutcome.Started, Token);
        await session.AnswerToolAsync("call_canary", ToolOutcome.Started, Token);
        var ended = new List<AgentEvent>();
        for (var i = 0; i < 3; i++)
        {
            ended.AddRange((await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AnswerEnded>());
        }

        await session.AnswerToolAsync("c2", ToolOutcome.UnknownTool, Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();
        events.OfType<AgentToolCall>().Select(call => (call.CallId, call.Name.Reveal())).Should().Equal(("c1", "start_secure_capture"), ("c2", "made up 4111"));
        events[^1].Should().Be(new AnswerEnded("", AnswerEndReason.Completed));
        ended.Should().BeEquivalentTo([new AnswerEnded("", AnswerEndReason.Completed), new AnswerEnded("", AnswerEndReason.Completed), new AnswerEnded("answer_1", AnswerEndReason.Completed)]);
        ai.Frames.Skip(2).Select(frame => frame.ToJsonString()).Should().Equal(
            """{"type":"FunctionCallResponse","id":"c1","name":"start_secure_capture","content":"{\u0022status\u0022:\u0022started\u0022}"}""",
            """{"type":"FunctionCallResponse","id":"c2","name":"unknown_tool","content":"{\u0022error\u0022:\u0022unknown_tool\u0022}"}""");
    }

    [Fact]
    public async Task A_capture_is_told_when_the_AI_has_finished()
    {
        _answer = Answer[..2];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with { SendsAudio = false });
        await session.CommitTurnAsync(TestCall.Text("by card"), Token);
        await session.Events.ReadUntilAsync<AgentAudio>();
        _answer = Answer;

        await session.TellAsync(new CaptureNotice(CaptureSubject.Card, IsDone: true), Token);
        ai.Frames.Should().HaveCount(2);
        await session.CommitTurnAsync(TestCall.Text("Done?"), Token);
        for (var i = 0; i < 3; i++)
        {
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        ai.Frames[^1]["content"]!.GetValue<string>().Should().Be("""{"secure_capture":"card","status":"done"} Done?""");
    }

    [Fact]
    public async Task A_silent_call_is_kept_alive_until_it_ends()
    {
        await using var ai = await StartAsync();
        await using (await ConnectAsync(Options(ai.Url), new SocketLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(20) }))
        {
            await ai.WaitForAsync(frame => TypeOf(frame) is "KeepAlive");
        }

        ai.Frames.Select(TypeOf).Distinct().Should().Equal("Settings", "KeepAlive");
    }

    [Fact]
    public async Task Each_frame_holds_only_what_it_may()
    {
        await using var ai = await StartAsync();
        await using (var session = await ConnectAsync(Options(ai.Url) with { Tools = [new AgentTool(new PolicyText("t"), new PolicyText("d"), new PolicyText("""{"type":"object"}"""))] }))
        {
            await session.SendAudioAsync(TestCall.Tone(200), Token);
            await session.ClearTurnAsync(Token);
            await session.SendAudioAsync(TestCall.Tone(200), Token);
            await session.CommitTurnAsync(null, Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
            await session.TellAsync(new CaptureNotice(CaptureSubject.Pin, IsDone: false), Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        ai.Frames.SelectMany(frame => AllowedFrames.Leaves(frame, "")).Should().OnlyContain(leaf => AllowedPaths.Contains(leaf.Path));
        _log.Lines.Should().NotContain(line => line.Contains(TestCall.Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"Error","code":"INVALID_SETTINGS","description":"4111111111111111"}""", "INVALID_SETTINGS")]
    [InlineData("""{"type":"Error","code":"4111111111111111"}""", "other")]
    [InlineData("""{"type":"AgentAudioDone"}""", "does not speak")]
    public async Task One_who_refuses_the_settings_is_unavailable(string reply, string reason)
    {
        _reply = _ => [reply];
        await using var ai = await StartAsync();

        var connecting = () => ConnectAsync(Options(ai.Url));

        (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which.Message.Should().Contain(reason).And.NotContain("4111");
    }

    private static AgentOptions Options(Uri url) =>
        TestCall.Options(url, AgentProtocol.DeepgramAgent) with { Model = new PolicyText("open_ai/gpt-4o-mini"), Voice = new PolicyText("aura-2-thalia-en") };

    private static string TypeOf(JsonNode frame) => frame["type"]!.GetValue<string>();

    private static string Text(string role, string content) => $$"""{"type":"ConversationText","role":"{{role}}","content":"{{content}}"}""";

    private Task<TalkingAi> StartAsync() => TalkingAi.StartAsync(frame => _reply is null ? Reply(frame) : _reply(frame), welcome: """{"type":"Welcome","request_id":"r-1"}""");

    private Task<IAgentSession> ConnectAsync(AgentOptions options, SocketLimits? limits = null) =>
        new DeepgramConnector(_log, TimeProvider.System, limits ?? new SocketLimits()).ConnectAsync(options, Token);

    /// <summary>The AI's side, as documented.</summary>
    private IEnumerable<string> Reply(JsonNode frame) => TypeOf(frame) switch
    {
        "Settings" => ["""{"type":"SettingsApplied"}"""],
        "ForceEndTurn" => ["""{"type":"UserStartedSpeaking"}""", Text("user", "4111"), """{"type":"AgentThinking","content":""}""", .. _answer],
        "InjectUserMessage" => [Text("user", "4111"), """{"type":"AgentThinking","content":""}""", .. _answer],
        "FunctionCallResponse" => _answer,
        _ => [],
    };
}
