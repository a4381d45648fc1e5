using System.Text;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents.Gemini;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>Sessions with an AI that does what Google's documentation of the Gemini Live API says; its JSON comes in binary messages.</summary>
public sealed class GeminiVoiceAiTests
{
    private const string TurnComplete = """{"serverContent":{"turnComplete":true}}""";
    private const string Interrupted = """{"serverContent":{"interrupted":true}}""";

    private static readonly string[] AllowedPaths =
    [
        "setup.model", "setup.generationConfig.responseModalities[]", "setup.generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName",
        "setup.systemInstruction.parts[].text", "setup.realtimeInputConfig.automaticActivityDetection.disabled",
        "setup.tools[].functionDeclarations[].name", "setup.tools[].functionDeclarations[].description", "setup.tools[].functionDeclarations[].parametersJsonSchema.type",
        "realtimeInput.audio.mimeType", "realtimeInput.audio.data", "realtimeInput.text",
        "toolResponse.functionResponses[].id", "toolResponse.functionResponses[].name", "toolResponse.functionResponses[].response.status",
        "toolResponse.functionResponses[].response.error",
    ];

    private static readonly string[] Answer =
    [
        """{"serverContent":{"modelTurn":{"parts":[{"text":"thinking","thought":true}]}}}""",
        Speech(2_400),
        Speech(2_400, "Bee"),
        """{"serverContent":{"outputTranscription":{"text":"p."}},"usageMetadata":{"totalTokenCount":7}}""",
        """{"serverContent":{"generationComplete":true}}""",
        """{"usageMetadata":{"totalTokenCount":9}}""",
        TurnComplete,
    ];

    private readonly RecordedLog<GeminiLiveConnector> _log = new();
    private string[] _answer = Answer;
    private string[] _onActivity = [];
    private string _confirmation = """{"setupComplete":{}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_an_activity_that_we_begin_and_end()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));

        await session.SendAudioAsync(TestCall.Tone(400), Token);
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Frames[0]["setup"]!.ToJsonString().Should().Be("""{"model":"models/gemini-live","generationConfig":{"responseModalities":["AUDIO"],"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}},"systemInstruction":{"parts":[{"text":"You answer for the clinic."}]},"realtimeInputConfig":{"automaticActivityDetection":{"disabled":true}},"outputAudioTranscription":{}}""");
        ai.Frames.Skip(1).Select(InputOf).Distinct().Should().Equal("activityStart", "audio", "text", "activityEnd");
        ai.Frames.Select(frame => frame["realtimeInput"]?["audio"]).OfType<JsonNode>().Sum(audio => Convert.FromBase64String(audio["data"]!.GetValue<string>()).Length)
            .Should().Be(19_200, "600 ms at 16 kHz");
        ai.Frames[^2].ToJsonString().Should().Be("""{"realtimeInput":{"text":"My card is [CARD_1]."}}""");
        events[0].Should().Be(new AnswerStarted("answer_1"));
        events.OfType<AgentAudio>().Should().HaveCount(2).And.OnlyContain(audio => audio.ItemId == "answer_1" && audio.SampleRate == 24_000 && audio.Samples.Length == 2_400);
        events.OfType<AgentTranscript>().Select(text => (text.Text.Reveal(), text.IsFinal)).Should().Equal(("Bee", false), ("p.", false), ("Beep.", true));
        events[^1].Should().Be(new AnswerEnded("answer_1", AnswerEndReason.Completed));
        ai.Headers["x-goog-api-key"].Should().Be(TestCall.Key);
        ai.Target.Should().NotContain(TestCall.Key);
        _log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("Bee", StringComparison.Ordinal) || line.Contains(TestCall.Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true, "activityStart text activityEnd")]
    [InlineData(true, false, "activityStart audio activityEnd")]
    public async Task What_the_policy_keeps_back_is_not_sent(bool sendsAudio, bool sendsText, string inputs)
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with { SendsAudio = sendsAudio, SendsText = sendsText });
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();

        string.Join(' ', ai.Frames.Skip(1).Select(InputOf).Distinct()).Should().Be(inputs);
    }

    [Fact]
    public async Task A_turn_of_nothing_is_over_at_once()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AnswerEnded("", AnswerEndReason.Cancelled));
        ai.Frames.Should().ContainSingle();
    }

    [Fact]
    public async Task An_interrupted_answer_is_over_at_once_and_its_rest_is_dropped()
    {
        _answer = [Speech(2_400, "Lo")];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();
        (_answer, _onActivity) = (Answer, [Speech(2_400, "late"), Interrupted, TurnComplete]);

        await session.CancelAnswerAsync(audio.ItemId, MediaTime.Zero, Token);
        (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().Be(new AnswerEnded("answer_1", AnswerEndReason.Cancelled));
        await session.CommitTurnAsync(TestCall.Text("Go on."), Token);
        var next = await session.Events.ReadUntilAsync<AnswerEnded>();

        next.OfType<AgentAudio>().Should().HaveCount(2).And.OnlyContain(piece => piece.ItemId == "answer_2");
        next.OfType<AgentTranscript>().Last().Text.Reveal().Should().Be("Beep.");
        next[^1].Should().Be(new AnswerEnded("answer_2", AnswerEndReason.Completed));
    }

    [Fact]
    public async Task What_the_caller_murmurs_does_not_interrupt_an_answer_that_is_wanted()
    {
        _answer = [Speech(2_400)];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        await session.Events.ReadUntilAsync<AgentAudio>();

        await session.SendAudioAsync(TestCall.Tone(100), Token);
        _answer = Answer;
        _onActivity = [Interrupted, TurnComplete];
        await session.ClearTurnAsync(Token);
        await session.SendAudioAsync(TestCall.Tone(100), Token);
        await session.CommitTurnAsync(null, Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();
        await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Frames.Skip(1).Select(InputOf).Should().Equal("activityStart", "text", "activityEnd", "activityStart", "audio", "activityEnd");
    }

    [Fact]
    public async Task A_turn_that_the_AI_has_nothing_to_say_to_is_over()
    {
        _answer = [TurnComplete];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AnswerEnded("", AnswerEndReason.Incomplete));
    }

    [Fact]
    public async Task The_answer_to_a_turn_that_was_taken_back_is_not_heard()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.ClearTurnAsync(Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AgentAudio>().Should().HaveCount(2, "of two answers one was wanted");
    }

    [Fact]
    public async Task A_tool_call_ends_the_turn_and_its_answer_is_another()
    {
        _answer = [Speech(2_400), """{"toolCall":{"functionCalls":[{"id":"c1","name":"start_secure_capture","args":{"subject":"card"}},{"id":"c2","name":"made up 4111","args":{}},{"id":"c3","name":"x"}]}}""", """{"toolCallCancellation":{"ids":["c3",4111]}}"""];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url) with
        {
            Tools = [new AgentTool(new PolicyText("start_secure_capture"), new PolicyText("Captures."), new PolicyText("""{"type":"object"}"""))],
        });
        await session.CommitTurnAsync(TestCall.Text("by card"), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        await session.AnswerToolAsync("c1", ToolOutcome.Started, Token);
        await session.AnswerToolAsync("c2", ToolOutcome.UnknownTool, Token);
        var ended = new List<AgentEvent>((await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AnswerEnded>());
        ended.AddRange((await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AnswerEnded>());
        await session.AnswerToolAsync("c3", ToolOutcome.UnknownTool, Token);
        ended.AddRange((await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AnswerEnded>());

        events.OfType<AgentToolCall>().Select(call => (call.CallId, call.Name.Reveal(), call.Arguments.Reveal()))
            .Should().Equal(("c1", "start_secure_capture", """{"subject":"card"}"""), ("c2", "made up 4111", "{}"), ("c3", "x", "{}"));
        events[^1].Should().Be(new AnswerEnded("answer_1", AnswerEndReason.Completed));
        ended.Should().Equal(
            new AnswerEnded("", AnswerEndReason.Cancelled), new AnswerEnded("answer_2", AnswerEndReason.Completed), new AnswerEnded("", AnswerEndReason.Completed));
        ai.Frames.Where(frame => frame["toolResponse"] is not null).Select(frame => frame.ToJsonString()).Should().Equal(
            """{"toolResponse":{"functionResponses":[{"id":"c1","name":"start_secure_capture","response":{"status":"started"}}]}}""",
            """{"toolResponse":{"functionResponses":[{"id":"c2","name":"unknown_tool","response":{"error":"unknown_tool"}}]}}""");
    }

    [Fact]
    public async Task A_capture_is_told_when_the_AI_has_finished()
    {
        _answer = Answer[..3];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("by card"), Token);
        await session.Events.ReadUntilAsync<AgentTranscript>();
        await session.TellAsync(new CaptureNotice(CaptureSubject.Card, IsDone: true), Token);
        ai.Frames.Should().HaveCount(4);
        (_answer, _onActivity) = (Answer, [Interrupted, TurnComplete]);

        await session.CommitTurnAsync(TestCall.Text("Done?"), Token);
        for (var i = 0; i < 3; i++)
        {
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        ai.Frames.Skip(4).Select(frame => frame["realtimeInput"]!.ToJsonString().Replace("\\u0022", "'", StringComparison.Ordinal)).Should().Equal(
            """{"activityStart":{}}""", """{"text":"{'secure_capture':'card','status':'done'}"}""", """{"text":"Done?"}""", """{"activityEnd":{}}""");
    }

    [Theory]
    [InlineData("9.5s", 9_500)]
    [InlineData("10s", 10_000)]
    [InlineData("4111111111111111s", 0)]
    [InlineData("soon", 0)]
    public async Task Its_warning_that_it_will_go_is_passed_on(string timeLeft, int milliseconds)
    {
        _answer = [$$"""{"goAway":{"timeLeft":"{{timeLeft}}"} }"""];
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);

        (await session.Events.ReadUntilAsync<AgentClosesSoon>())[^1].Should().Be(new AgentClosesSoon(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public async Task Each_frame_holds_only_what_it_may()
    {
        await using var ai = await StartAsync();
        await using (var session = await ConnectAsync(Options(ai.Url) with { Tools = [new AgentTool(new PolicyText("t"), new PolicyText("d"), new PolicyText("""{"type":"object"}"""))] }))
        {
            await session.SendAudioAsync(TestCall.Tone(200), Token);
            await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
            await session.TellAsync(new CaptureNotice(CaptureSubject.Pin, IsDone: false), Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        ai.Frames.SelectMany(frame => AllowedFrames.Leaves(frame, "")).Should().OnlyContain(leaf => AllowedPaths.Contains(leaf.Path));
    }

    [Fact]
    public async Task One_who_does_not_confirm_the_set_up_is_unavailable()
    {
        _confirmation = """{"serverContent":{"outputTranscription":{"text":"4111111111111111"}}}""";
        await using var ai = await StartAsync();

        var connecting = () => ConnectAsync(Options(ai.Url));

        (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which.Message.Should().Contain("does not speak").And.NotContain("4111");
    }

    private static AgentOptions Options(Uri url) => TestCall.Options(url, AgentProtocol.GeminiLive) with { Model = new PolicyText("gemini-live"), Voice = new PolicyText("Kore") };

    private static string? InputOf(JsonNode frame) => frame["realtimeInput"]?.AsObject().Single().Key;

    private static string Speech(int samples, string? words = null)
    {
        var transcription = words is null ? "" : $$""","outputTranscription":{"text":"{{words}}"}""";
        return $$$"""{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"{{{TalkingAi.Pcm(samples)}}}"}}]} {{{transcription}}} }}""";
    }

    private Task<TalkingAi> StartAsync() => TalkingAi.StartAsync(frame => Reply(frame).Select(said => ScriptedAi.Binary(Encoding.UTF8.GetBytes(said))));

    private Task<IAgentSession> ConnectAsync(AgentOptions options) => new GeminiLiveConnector(_log, TimeProvider.System).ConnectAsync(options, Token);

    /// <summary>The AI's side, as documented.</summary>
    private string[] Reply(JsonNode frame) => (frame.AsObject().Single().Key, InputOf(frame)) switch
    {
        ("setup", _) => [_confirmation],
        (_, "activityStart") => _onActivity,
        (_, "activityEnd") => _answer,
        ("toolResponse", _) when frame.ToJsonString().Contains("\"c2\"", StringComparison.Ordinal) => Answer,
        _ => [],
    };
}
