using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>Sessions with the probe's own voice AI.</summary>
public sealed class OurVoiceAiTests
{
    private readonly RecordedLog<OpenAIRealtimeConnector> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcm16At24Khz)]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu)]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcma)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcm16At24Khz)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcmu)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcma)]
    public async Task A_turn_is_heard_read_and_answered(AgentProtocol protocol, AgentAudioEncoding encoding)
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(TestCall.Options(ai.Url, protocol) with { AudioEncoding = encoding });

        await session.SendAudioAsync(TestCall.Tone(260), Token);
        await session.SendAudioAsync(TestCall.Tone(340), Token);
        await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        var recording = ai.Recordings.Should().ContainSingle().Subject;
        var turn = recording.Turns.Should().ContainSingle().Subject;
        turn.Samples.Length.Should().Be((int)(0.6 * turn.SampleRate));
        Math.Abs(AudioLevel.RmsDbov(turn.Samples.Span) - -20).Should().BeLessThan(0.5);
        recording.Texts.Should().Contain("My card is [CARD_1].");

        events[0].Should().BeOfType<AnswerStarted>();
        events[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Completed);
        var audio = events.OfType<AgentAudio>().ToList();
        audio.Sum(piece => piece.Samples.Length).Should().Be((int)(1.2 * audio[0].SampleRate));
        events.OfType<AgentTranscript>().Single(piece => piece.IsFinal).Text.Reveal().Should().Be("Beep, beep, beep.");
        events.Should().NotContain(e => e is AgentComplaint);
    }

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta)]
    public async Task A_tool_call_comes_with_its_arguments_is_answered_once_and_the_AI_goes_on(AgentProtocol protocol)
    {
        const string Arguments = """{"subject":"card","note":"\"quoted\""}""";
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, ToolCalls = [new("by card", "take", Arguments)] }, Token);
        await using var session = await ConnectAsync(TestCall.Options(ai.Url, protocol));

        await session.CommitTurnAsync(TestCall.Text("I pay By Card."), Token);
        var call = (await session.Events.ReadUntilAsync<AgentToolCall>()).OfType<AgentToolCall>().Single();
        await session.AnswerToolAsync(call.CallId, ToolOutcome.Started, Token);
        await session.AnswerToolAsync(call.CallId, ToolOutcome.Started, Token);
        await session.AnswerToolAsync("call_canary", ToolOutcome.Started, Token);
        var ended = new[] { await EndedAsync(), await EndedAsync(), await EndedAsync(), await EndedAsync() };

        (call.Name.Reveal(), call.Arguments.Reveal()).Should().Be(("take", Arguments));
        ended.Should().NotContain(AnswerEndReason.Failed, "each answer that was asked for came, or gave way to the next");
        var frames = ai.Recordings.Single().Frames;
        frames.Where(frame => frame.Json.Contains("function_call_output", StringComparison.Ordinal)).Should().ContainSingle();
        frames.Should().NotContain(frame => frame.Type == "response.cancel" || frame.Json.Contains("canary", StringComparison.Ordinal));
        frames.SelectMany(frame => AllowedFrames.Violations(JsonNode.Parse(frame.Json)!)).Should().BeEmpty();

        async Task<AnswerEndReason> EndedAsync() => (await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AnswerEnded>().Single().Reason;
    }

    [Fact]
    public async Task The_session_is_set_up_once_and_each_frame_holds_only_what_it_may()
    {
        await using var ai = await StartAsync();
        await using (var session = await ConnectAsync(TestCall.Options(ai.Url)))
        {
            await session.SendAudioAsync(TestCall.Tone(1_000), Token);
            await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
            var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();
            await session.CancelAnswerAsync(audio.ItemId, MediaTime.FromMilliseconds(40), Token);
            await session.SendAudioAsync(TestCall.Tone(200), Token);
            await session.ClearTurnAsync(Token);
            await session.CommitTurnAsync(null, Token);
            await session.Events.ReadUntilAsync<AnswerEnded>();
        }

        var recording = ai.Recordings.Single();
        recording.Frames[0].Type.Should().Be("session.update");
        recording.Frames.Skip(1).Should().NotContain(frame => frame.Type == "session.update");
        recording.Frames.SelectMany(frame => AllowedFrames.Violations(JsonNode.Parse(frame.Json)!)).Should().BeEmpty();
        recording.Target.Should().Be("/v1/realtime?model=gpt-realtime");
        recording.Headers.Keys.Should().BeSubsetOf(
            ["Host", "Authorization", "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version"]);
    }

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta)]
    public async Task An_answer_that_is_interrupted_is_cut_to_what_was_played(AgentProtocol protocol)
    {
        var seen = new Observations();
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, Pace = 1, Observer = seen }, Token);
        await using var session = await ConnectAsync(TestCall.Options(ai.Url, protocol));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();

        await session.CancelAnswerAsync(audio.ItemId, MediaTime.FromMilliseconds(60), Token);

        var rest = await session.Events.ReadUntilAsync<AnswerEnded>();
        rest[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Cancelled);
        rest.Should().NotContain(e => e is AgentComplaint);
        (await seen.WaitForAsync<ItemTruncated>()).Should().Match<ItemTruncated>(item => item.ItemId == audio.ItemId && item.Heard == MediaTime.FromMilliseconds(60));
        (await seen.WaitForAsync<AnswerFinished>()).Status.Should().Be("cancelled");
    }

    [Fact]
    public async Task After_the_answers_end_only_the_memory_of_it_is_cut()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(TestCall.Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        var item = (await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AgentAudio>().First().ItemId;

        await session.CancelAnswerAsync(item, MediaTime.FromMilliseconds(500), Token); // sent faster than it is played
        await session.CancelAnswerAsync(item, MediaTime.FromSeconds(5), Token); // all of it was heard
        await session.CancelAnswerAsync("item_that_the_AI_never_named", MediaTime.Zero, Token);
        await session.CommitTurnAsync(TestCall.Text("Go on."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        events.Should().NotContain(e => e is AgentComplaint);
        ai.Recordings.Single().Frames.Select(frame => frame.Type).Should().Equal(
            "session.update", "conversation.item.create", "response.create", "conversation.item.truncate", "conversation.item.create", "response.create");
    }

    [Fact]
    public async Task A_new_turn_takes_the_place_of_the_answer_under_way()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, Pace = 1 }, Token);
        await using var session = await ConnectAsync(TestCall.Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        await session.Events.ReadUntilAsync<AgentAudio>();

        await session.CommitTurnAsync(TestCall.Text("No, wait."), Token);

        var events = new List<AgentEvent>(await session.Events.ReadUntilAsync<AnswerEnded>());
        events.AddRange(await session.Events.ReadUntilAsync<AnswerEnded>());
        events.OfType<AnswerEnded>().Select(ended => ended.Reason).Should().Equal(AnswerEndReason.Cancelled, AnswerEndReason.Completed);
        events.OfType<AnswerStarted>().Should().ContainSingle();
        events.Should().NotContain(e => e is AgentComplaint);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    public async Task A_turn_too_short_for_the_protocol_is_not_committed_and_no_error(int milliseconds, int turns)
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(TestCall.Options(ai.Url));
        await session.SendAudioAsync(TestCall.Tone(milliseconds), Token);
        await session.CommitTurnAsync(TestCall.Text("Yes."), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().NotContain(e => e is AgentComplaint);
        ai.Recordings.Single().Turns.Should().HaveCount(turns);

        await session.SendAudioAsync(TestCall.Tone(300), Token);
        await session.CommitTurnAsync(null, Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();
        ai.Recordings.Single().Turns[^1].Samples.Length.Should().Be(7_200, "nothing of the short turn is left in the buffer");
    }

    [Fact]
    public async Task A_cleared_turn_is_not_heard()
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(TestCall.Options(ai.Url));
        await session.SendAudioAsync(TestCall.Tone(500), Token);
        await session.ClearTurnAsync(Token);
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.CommitTurnAsync(null, Token);
        await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Recordings.Single().Turns.Should().ContainSingle().Which.Samples.Length.Should().Be(4_800);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task What_the_policy_keeps_back_is_not_sent(bool sendsAudio, bool sendsText)
    {
        await using var ai = await StartAsync();
        await using var session = await ConnectAsync(TestCall.Options(ai.Url) with { SendsAudio = sendsAudio, SendsText = sendsText });
        await session.SendAudioAsync(TestCall.Tone(500), Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        (await session.Events.ReadUntilAsync<AnswerEnded>()).OfType<AgentAudio>().Should().NotBeEmpty("the AI speaks either way");

        var recording = ai.Recordings.Single();
        recording.Frames.Any(frame => frame.Type is "input_audio_buffer.append").Should().Be(sendsAudio);
        recording.Texts.Contains("Hello.").Should().Be(sendsText);
    }

    [Fact]
    public async Task A_failed_answer_is_over_and_the_next_one_comes()
    {
        await using var ai = await StartAsync();
        ai.Faults = new RealtimeFaults { FailsAnswers = true };
        await using var session = await ConnectAsync(TestCall.Options(ai.Url));
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Failed);

        ai.Faults = RealtimeFaults.None;
        await session.CommitTurnAsync(TestCall.Text("Hello?"), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Completed);
    }

    [Fact]
    public async Task The_key_is_in_its_header_and_nowhere_else()
    {
        await using var ai = await StartAsync();
        var options = TestCall.Options(ai.Url);
        await using var session = await ConnectAsync(options);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        ai.Recordings.Single().Headers.Should().ContainKey("Authorization");
        string.Join('\n', ai.Recordings.Single().Texts.Concat(_log.Lines).Concat(events.Select(e => e.ToString())).Append(options.ToString()))
            .Should().NotContain(TestCall.Key);
        _log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("Hello", StringComparison.Ordinal) || line.Contains("Beep", StringComparison.Ordinal));
    }

    private static Task<RealtimeServer> StartAsync() => RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);

    private Task<IAgentSession> ConnectAsync(AgentOptions options) => new OpenAIRealtimeConnector(_log, TimeProvider.System).ConnectAsync(options, Token);
}
