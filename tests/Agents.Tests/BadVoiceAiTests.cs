using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using System.Text;
using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>What the AI, or the way to it, can do wrong: each ends in one clear reason, and nothing that it said gets into a log or an exception.</summary>
public sealed class BadVoiceAiTests
{
    private const string Canary = "4111111111111111";

    private readonly RecordedLog<OpenAIRealtimeConnector> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, "HTTP 401: check the API key")]
    [InlineData(403, "HTTP 403: check the API key")]
    [InlineData(404, "nothing at this URL (HTTP 404)")]
    [InlineData(429, "no more sessions now (HTTP 429)")]
    [InlineData(500, "HTTP 500")]
    [InlineData(200, "HTTP 200")]
    [InlineData(302, "HTTP 302")]
    public async Task A_refused_handshake_says_why_and_tells_no_secret(int status, string reason)
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions(), Token);
        ai.Faults = new RealtimeFaults { RefusesWith = status };

        var refused = await FailToConnectAsync(TestCall.Options(ai.Url));

        refused.Message.Should().Contain(reason);
    }

    [Fact]
    public async Task Nobody_listening_is_unavailable() =>
        (await FailToConnectAsync(TestCall.Options(new Uri("ws://127.0.0.1:1/v1/realtime")))).Message.Should().Contain("ConnectionRefused");

    [Theory]
    [InlineData("ws://198.51.100.7/v1/realtime", "use wss")]
    [InlineData("http://127.0.0.1/v1/realtime", "must begin with wss")]
    [InlineData("wss://user:password@127.0.0.1/v1/realtime", "names a user")]
    public async Task An_url_that_must_not_be_used_is_refused_unread(string url, string reason) =>
        (await FailToConnectAsync(TestCall.Options(new Uri(url)))).Message.Should().Contain(reason);

    [Theory]
    [InlineData(TestCall.Key + "\n")]
    [InlineData("Bearer " + TestCall.Key)]
    public async Task A_key_that_no_header_can_carry_is_said_to_be_one(string key) =>
        (await FailToConnectAsync(TestCall.Options(new Uri("ws://127.0.0.1:1/v1/realtime")) with { ApiKey = new Sensitive<string>(key) }))
            .Message.Should().Contain("blanks and line breaks");

    [Fact]
    public async Task One_whose_certificate_is_not_trusted_is_told_nothing()
    {
        var reached = false;
        await using var ai = await ScriptedAi.StartAsync(
            ai =>
            {
                reached = true;
                return ai.FallSilentAsync();
            },
            isEncrypted: true);

        (await FailToConnectAsync(TestCall.Options(ai.Url))).Message.Should().Contain("its certificate is not trusted");

        reached.Should().BeFalse();
    }

    [Fact]
    public async Task One_who_accepts_and_stays_silent_is_given_up_in_time()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions(), Token);
        ai.Faults = new RealtimeFaults { IsMute = true };

        var refused = await FailToConnectAsync(TestCall.Options(ai.Url) with { ConnectTimeout = TimeSpan.FromMilliseconds(200) });

        refused.Message.Should().Contain("within 200 ms");
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_a_cancellation()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions(), Token);
        ai.Faults = new RealtimeFaults { IsMute = true };
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var connecting = () => Connector().ConnectAsync(TestCall.Options(ai.Url), cancelled.Token);

        await connecting.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("this is no JSON 4111111111111111", "does not speak")]
    [InlineData("""["4111111111111111"]""", "does not speak")]
    [InlineData("""{"type":"error","error":{"code":"model_not_found","message":"4111111111111111"}}""", "model_not_found")]
    [InlineData("""{"type":"error","error":{"code":"4111111111111111","type":"4111111111111111"}}""", "other")]
    public async Task One_who_greets_with_something_else_is_unavailable(string greeting, string reason)
    {
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            await ai.SendAsync(greeting);
            await ai.FallSilentAsync();
        });

        (await FailToConnectAsync(TestCall.Options(ai.Url))).Message.Should().Contain(reason);
    }

    [Theory]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad"}}}}""", "turn detection")]
    [InlineData("""{"audio":{"input":{"transcription":{"model":"whisper-1"}}}}""", "transcription")]
    [InlineData("""{"audio":{"input":{"format":{"type":"audio/pcmu"}}}}""", "audio format")]
    [InlineData("""{"audio":{"output":{"format":{"type":"audio/pcma"}}}}""", "audio format")]
    public async Task One_who_confirms_another_session_than_asked_is_unavailable(string session, string reason)
    {
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            await ai.SendAsync(ScriptedAi.Created);
            await ai.ReceiveAsync();
            await ai.SendAsync($$"""{"type":"session.updated","session":{{session}}}""");
            await ai.FallSilentAsync();
        });

        (await FailToConnectAsync(TestCall.Options(ai.Url))).Message.Should().Contain(reason);
    }

    [Theory]
    [InlineData("not json at all 4111111111111111")]
    [InlineData("""{"type":"response.output_audio.delta","item_id":"item_1","delta":"not base64 4111111111111111"}""")]
    [InlineData("""{"type":"response.output_audio.delta","item_id":"item_1","delta":"QUFB"}""")] // three bytes: half a sample
    [InlineData("""{"type":"response.output_audio.delta","item_id":"4111 1111 1111 1111","delta":"QUE="}""")]
    [InlineData("""{"type":"response.created","response":"4111111111111111"}""")]
    [InlineData("""{"type":"4111111111111111""")]
    [InlineData("{\"type\":\"\\ud800\"}")]
    public async Task Garbage_ends_the_session_as_a_violation(string garbage)
    {
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            await ai.SendAsync(garbage);
            await ai.FallSilentAsync();
        });
        await using var session = await Connector().ConnectAsync(TestCall.Options(ai.Url), Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.ProtocolViolation));
        Nothing_is_told();
    }

    [Fact]
    public async Task A_binary_message_ends_the_session_as_a_violation()
    {
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            await ai.SendAsync(new byte[100], WebSocketMessageType.Binary);
            await ai.FallSilentAsync();
        });
        await using var session = await Connector().ConnectAsync(TestCall.Options(ai.Url), Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.ProtocolViolation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_giant_message_ends_the_session_before_it_is_all_here(bool isEndless)
    {
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            var piece = Encoding.ASCII.GetBytes(new string('4', 100_000));
            for (var i = 0; isEndless || i < 20; i++)
            {
                await ai.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: !isEndless && i == 19);
            }

            await ai.FallSilentAsync();
        });
        await using var session = await Connector().ConnectAsync(TestCall.Options(ai.Url), Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.ProtocolViolation));
    }

    [Fact]
    public async Task Unknown_events_are_passed_over_and_counted()
    {
        long unknown = 0;
        using var metrics = new MeterListener();
        metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "cvp.agent.events.unknown")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        metrics.SetMeasurementEventCallback<long>((_, count, tags, _) => Interlocked.Add(ref unknown, tags.IsEmpty ? count : 0));
        metrics.Start();
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            await ai.SendAsync("""{"type":"response.holographic.delta","delta":"4111111111111111"}""");
            await ai.SendAsync("""{"type":"rate_limits.updated","rate_limits":[]}""");
            await ai.SendAsync("""{"type":"error","error":{"code":"made up 4111111111111111"}}""");
            await ai.CloseAsync(WebSocketCloseStatus.NormalClosure, "4111111111111111");
            await ai.FallSilentAsync();
        });
        await using var session = await Connector().ConnectAsync(TestCall.Options(ai.Url), Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentComplaint("other"), new AgentClosed(AgentCloseReason.ClosedByAgent));
        Interlocked.Read(ref unknown).Should().BeGreaterThanOrEqualTo(1);
        Nothing_is_told();
    }

    [Theory]
    [InlineData(true, AgentCloseReason.ClosedByAgent)]
    [InlineData(false, AgentCloseReason.ConnectionLost)]
    public async Task One_who_goes_in_the_middle_of_an_answer_is_announced_once(bool inOrder, AgentCloseReason reason)
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);
        ai.Faults = new RealtimeFaults { DiesAfter = MediaTime.FromMilliseconds(300), ClosesInOrder = inOrder };
        await using var session = await Connector().ConnectAsync(TestCall.Options(ai.Url), Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);

        var events = await session.Events.ReadToEndAsync();

        events.OfType<AgentClosed>().Should().Equal(new AgentClosed(reason));
        events[^1].Should().BeOfType<AgentClosed>();
        await session.SendAudioAsync(TestCall.Tone(100), Token); // a send to a closed session does nothing
        await session.CommitTurnAsync(null, Token);
        await session.ClearTurnAsync(Token);
        await session.CancelAnswerAsync("item_1", MediaTime.Zero, Token);
    }

    [Fact]
    public async Task One_who_answers_no_ping_has_stalled()
    {
        await using var ai = await ScriptedAi.StartAfterSetupAsync(ai => ai.FallSilentAsync()); // reads no more, so sends no pong
        var limits = new SocketLimits { PingInterval = TimeSpan.FromMilliseconds(50), PongTimeout = TimeSpan.FromMilliseconds(100) };
        await using var session = await Connector(limits).ConnectAsync(TestCall.Options(ai.Url), Token);

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.Stalled));
    }

    [Fact]
    public async Task One_who_takes_no_more_data_has_stalled()
    {
        await using var ai = await ScriptedAi.StartAfterSetupAsync(ai => ai.FallSilentAsync());
        await using var session = await Connector(new SocketLimits { SendTimeout = TimeSpan.FromMilliseconds(200) }).ConnectAsync(TestCall.Options(ai.Url), Token);
        var minute = TestCall.Tone(60_000);
        while (!session.Events.TryPeek(out _))
        {
            await session.SendAudioAsync(minute, Token);
        }

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.Stalled));
    }

    [Fact]
    public async Task A_reader_that_stops_reading_stops_the_socket_and_loses_nothing()
    {
        const int Deltas = 2_000;
        var sent = 0;
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            var delta = ScriptedAi.AudioDelta(new byte[9_600]);
            await ai.BeginAnswerAsync();
            for (; sent < Deltas; sent++)
            {
                await ai.SendAsync(delta);
            }

            await ai.FallSilentAsync();
        });
        await using var session = await Connector(new SocketLimits { WaitingBytes = 50_000 }).ConnectAsync(TestCall.Options(ai.Url), Token);
        await session.CommitTurnAsync(null, Token);
        var read = await session.Events.ReadUntilAsync<AgentAudio>();
        session.Events.Count.Should().BeLessThanOrEqualTo(6);
        for (var i = read.Count; i <= Deltas; i++)
        {
            (await session.Events.ReadAsync(Token)).Should().BeOfType<AgentAudio>();
        }
    }

    [Fact]
    public async Task A_long_answer_that_waits_for_its_playing_does_not_hide_the_pongs()
    {
        var limits = new SocketLimits { PingInterval = TimeSpan.FromMilliseconds(50), PongTimeout = TimeSpan.FromSeconds(1) };
        var spoken = new TaskCompletionSource();
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            var delta = ScriptedAi.AudioDelta(new byte[4_800]);
            await ai.BeginAnswerAsync();
            for (var piece = 0; piece < 600; piece++) // a minute
            {
                await ai.SendAsync(delta);
            }

            _ = Task.Delay(2 * limits.PongTimeout, Token).ContinueWith(_ => spoken.SetResult(), TaskScheduler.Default);
            while (await ai.ReceiveAsync() is { Length: > 0 } message)
            {
                if (message.Contains("response.cancel", StringComparison.Ordinal))
                {
                    await ai.SendAsync("""{"type":"response.done","response":{"id":"resp_1","status":"cancelled"}}""");
                }
            }
        });
        await using var session = await Connector(limits).ConnectAsync(TestCall.Options(ai.Url), Token);
        await session.CommitTurnAsync(null, Token);
        await spoken.Task; // and nobody has read an event

        await session.CancelAnswerAsync("item_1", MediaTime.FromSeconds(1), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>())[^1].Should().Be(new AnswerEnded("resp_1", AnswerEndReason.Cancelled));
    }

    [Fact]
    public async Task A_session_is_disposed_though_nobody_reads_its_events()
    {
        await using var ai = await ScriptedAi.StartAfterSetupAsync(async ai =>
        {
            await ai.BeginAnswerAsync();
            while (true)
            {
                await ai.SendAsync(ScriptedAi.AudioDelta(new byte[9_600]));
            }
        });
        var session = await Connector(new SocketLimits { WaitingBytes = 50_000, CloseTimeout = TimeSpan.FromMilliseconds(100) }).ConnectAsync(TestCall.Options(ai.Url), Token);
        await session.CommitTurnAsync(null, Token);
        await session.Events.WaitToReadAsync(Token);

        await session.DisposeAsync();
        await session.DisposeAsync();

        (await session.Events.ReadToEndAsync()).OfType<AgentClosed>().Should().Equal(new AgentClosed(AgentCloseReason.Disposed));
    }

    private OpenAIRealtimeConnector Connector(SocketLimits? limits = null) => new(_log, TimeProvider.System, limits ?? new SocketLimits());

    private async Task<AgentUnavailableException> FailToConnectAsync(AgentOptions options)
    {
        var connecting = () => Connector().ConnectAsync(options, Token);
        var refused = (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which;
        refused.ToString().Should().NotContain(TestCall.Key).And.NotContain(Canary).And.NotContain("password");
        refused.InnerException.Should().BeNull();
        Nothing_is_told();
        return refused;
    }

    private void Nothing_is_told() =>
        _log.Lines.Should().NotContain(line => line.Contains(Canary, StringComparison.Ordinal) || line.Contains(TestCall.Key, StringComparison.Ordinal));
}
