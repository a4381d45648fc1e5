using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents.AudioCodes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>Sessions with a bot written from the beginning of AudioCodes' documentation of the Bot API (WebSocket, streaming) and from public bots.</summary>
public sealed class AudioCodesBotTests
{
    private static readonly string[] AllowedPaths =
    [
        "conversationId", "type", "expectAudioMessages", "botName", "caller", "supportedMediaFormats[]", "audioChunk", "reasonCode", "reason",
        "activities[].type", "activities[].name", "activities[].text", "activities[].value.secure_capture", "activities[].value.status",
    ];

    private readonly RecordedLog<AudioCodesBotConnector> _log = new();
    private string _format = "raw/lpcm16";
    private bool _greets;
    private string? _wish;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("raw/lpcm16", 16_000, 2)]
    [InlineData("raw/lpcm16_24", 24_000, 2)]
    [InlineData("raw/mulaw", 8_000, 1)]
    [InlineData("raw/alaw", 8_000, 1)]
    public async Task A_turn_is_a_stream_of_its_own_in_the_format_that_the_bot_chose(string format, int rate, int bytes)
    {
        _format = format;
        await using var bot = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(bot.Url));

        await session.SendAudioAsync(TestCall.Tone(400), Token);
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.CommitTurnAsync(TestCall.Text("not sent"), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        bot.Frames.Select(TypeOf).Distinct().Should().Equal("session.initiate", "activities", "userStream.start", "userStream.chunk", "userStream.stop");
        bot.Frames.Where(frame => TypeOf(frame) is "userStream.chunk").Sum(frame => Convert.FromBase64String(frame["audioChunk"]!.GetValue<string>()).Length)
            .Should().Be((int)((0.6 + 1.0) * rate * bytes), "a second of silence follows the turn");
        events[0].Should().Be(new AnswerStarted("play_1"));
        events.OfType<AgentAudio>().Single().Should().Match<AgentAudio>(audio => audio.SampleRate == rate && audio.Samples.Length == 3_200 / bytes);
        events[^1].Should().Be(new AnswerEnded("play_1", AnswerEndReason.Completed));
        string.Concat(bot.Frames.Select(frame => frame.ToJsonString())).Should().NotContain("not sent");
    }

    [Fact]
    public async Task A_bot_that_gets_no_audio_reads_the_turn_as_a_message()
    {
        await using var bot = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(bot.Url) with { SendsAudio = false });

        await session.SendAudioAsync(TestCall.Tone(400), Token);
        await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        events.OfType<AgentAudio>().Should().ContainSingle();
        bot.Frames.Select(TypeOf).Should().Equal("session.initiate", "activities", "activities");
        bot.Frames[^1]["activities"]!.ToJsonString().Should().Be("""[{"type":"message","text":"My card is [CARD_1]."}]""");
    }

    [Fact]
    public async Task A_turn_of_nothing_is_over_at_once()
    {
        await using var bot = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(bot.Url));
        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AnswerEnded("", AnswerEndReason.Cancelled));
    }

    [Fact]
    public async Task A_greeting_that_nobody_asked_for_is_not_heard()
    {
        _greets = true;
        await using var bot = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(bot.Url));
        await session.SendAudioAsync(TestCall.Tone(200), Token); // the bot was ready for it, so it has greeted

        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AgentAudio>().Should().OnlyContain(audio => audio.ItemId == "play_2");
    }

    [Fact]
    public async Task An_interrupted_answer_is_over_at_once_and_its_rest_is_dropped()
    {
        await using var bot = await TalkingAi.StartAsync(frame => TextOf(frame) is "begin" ? Play("1", hasEnd: false) : [.. TextOf(frame) is null ? [] : Play("1", hasEnd: true)[1..], .. Reply(frame)]);
        await using var session = await ConnectAsync(Options(bot.Url) with { SendsAudio = false });
        await session.CommitTurnAsync(TestCall.Text("begin"), Token);
        var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();

        await session.CancelAnswerAsync(audio.ItemId, MediaTime.Zero, Token);
        await session.CommitTurnAsync(TestCall.Text("Go on."), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AnswerEnded("", AnswerEndReason.Cancelled));
        var next = await session.Events.ReadUntilAsync<AnswerEnded>();
        next.OfType<AgentAudio>().Should().OnlyContain(piece => piece.ItemId == "play_2");
        next[^1].Should().Be(new AnswerEnded("play_2", AnswerEndReason.Completed));
    }

    [Theory]
    [InlineData("hangup", "end_call")]
    [InlineData("transfer", "transfer_to_human")]
    [InlineData("handover", "transfer_to_human")]
    public async Task A_bots_wish_is_a_call_of_the_proxys_own_tool(string wish, string tool)
    {
        _wish = wish;
        await using var bot = await TalkingAi.StartAsync(Reply);
        await using var session = await ConnectAsync(Options(bot.Url) with { SendsAudio = false });
        await session.CommitTurnAsync(TestCall.Text("Goodbye."), Token);
        var call = (await session.Events.ReadUntilAsync<AgentToolCall>()).OfType<AgentToolCall>().Single();
        await session.AnswerToolAsync(call.CallId, ToolOutcome.Started, Token);

        call.Name.Reveal().Should().Be(tool);
        (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().BeOfType<AnswerEnded>();
        bot.Frames.Should().HaveCount(3, "no result is sent");
    }

    [Fact]
    public async Task A_bot_that_never_gets_ready_for_audio_has_stalled()
    {
        await using var bot = await TalkingAi.StartAsync(frame => TypeOf(frame) is "userStream.start" ? [] : Reply(frame));
        await using var session = await ConnectAsync(Options(bot.Url), new Wire.SocketLimits { SendTimeout = TimeSpan.FromMilliseconds(200) });

        await session.SendAudioAsync(TestCall.Tone(200), Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.Stalled));
        bot.Frames.Should().NotContain(frame => TypeOf(frame) == "userStream.chunk");
    }

    [Theory]
    [InlineData("""{"type":"session.accepted","mediaFormat":"wav/4111111111111111"}""", "not offered")]
    [InlineData("""{"type":"session.error","reason":"4111111111111111"}""", "refused the session")]
    [InlineData("""{"type":"userStream.started"}""", "does not speak")]
    public async Task One_who_does_not_take_what_was_offered_is_unavailable(string greeting, string reason)
    {
        await using var bot = await TalkingAi.StartAsync(_ => [greeting]);

        var connecting = () => ConnectAsync(Options(bot.Url));

        (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which.Message.Should().Contain(reason).And.NotContain("4111");
    }

    [Fact]
    public async Task Each_frame_holds_only_what_it_may_and_the_end_is_said()
    {
        await using var bot = await TalkingAi.StartAsync(Reply);
        await using (var session = await ConnectAsync(Options(bot.Url)))
        {
            await session.SendAudioAsync(TestCall.Tone(200), Token);
            await session.ClearTurnAsync(Token);
            await session.TellAsync(new CaptureNotice(CaptureSubject.Card, IsDone: true), Token);
            await session.SendAudioAsync(TestCall.Tone(200), Token);
            await session.CommitTurnAsync(null, Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        var leaves = bot.Frames.SelectMany(frame => AllowedFrames.Leaves(frame, "")).ToList();
        leaves.Should().OnlyContain(leaf => AllowedPaths.Contains(leaf.Path));
        leaves.Where(leaf => leaf.Path is "conversationId").Select(leaf => leaf.Value).Distinct().Should().ContainSingle().Which.Should().MatchRegex("^[0-9a-f-]{36}$");
        leaves.Single(leaf => leaf.Path is "caller").Value.Should().Be("anonymous");
        TypeOf(bot.Frames[^1]).Should().Be("session.end");
        bot.Headers["Authorization"].Should().Be($"Bearer {TestCall.Key}");
        _log.Lines.Should().NotContain(line => line.Contains(TestCall.Key, StringComparison.Ordinal));
    }

    private static AgentOptions Options(Uri url) => TestCall.Options(url, AgentProtocol.AudioCodesBot);

    private static string TypeOf(JsonNode frame) => frame["type"]!.GetValue<string>();

    private static string? TextOf(JsonNode frame) => frame["activities"]?[0]?["text"]?.GetValue<string>();

    private static string[] Play(string stream, bool hasEnd)
    {
        string[] played =
        [
            $$"""{"type":"playStream.start","streamId":"{{stream}}"}""",
            $$"""{"type":"playStream.chunk","streamId":"{{stream}}","audioChunk":"{{TalkingAi.Pcm(1_600)}}"}""",
        ];
        return hasEnd ? [.. played, $$"""{"type":"playStream.stop","streamId":"{{stream}}"}"""] : played;
    }

    private Task<IAgentSession> ConnectAsync(AgentOptions options, Wire.SocketLimits? limits = null) =>
        new AudioCodesBotConnector(_log, TimeProvider.System, limits ?? new Wire.SocketLimits()).ConnectAsync(options, Token);

    /// <summary>The bot's side, as documented.</summary>
    private IEnumerable<string> Reply(JsonNode frame) => TypeOf(frame) switch
    {
        "session.initiate" => [$$"""{"type":"session.accepted","mediaFormat":"{{_format}}"}"""],
        "userStream.start" => ["""{"type":"userStream.started"}""", """{"type":"userStream.speech.hypothesis","alternatives":[{"text":"4111"}]}"""],
        "userStream.stop" => ["""{"type":"userStream.stopped"}""", .. Play("2", hasEnd: true)],
        "activities" when TextOf(frame) is not null =>
            _wish is null ? Play("2", hasEnd: true) : [$$"""{"type":"activities","activities":[{"type":"event","name":"{{_wish}}"}]}"""],
        "activities" when _greets => Play("1", hasEnd: true),
        _ => [],
    };
}
