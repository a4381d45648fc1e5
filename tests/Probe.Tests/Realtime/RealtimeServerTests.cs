using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Probe.Tests.Realtime;

public sealed class RealtimeServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_beta_is_spoken_in_its_own_words()
    {
        await using var ai = await StartAsync();
        using var client = await RawClient.ConnectAsync(ai, RealtimeDialect.Beta);
        await client.SendAsync("""{"type":"session.update","session":{"input_audio_format":"pcm16","output_audio_format":"g711_ulaw","turn_detection":null}}""");
        var (updated, _) = await client.ReadUntilAsync("session.updated");
        updated["session"]!["turn_detection"].Should().BeNull();
        await client.AppendAsync(200);
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");
        await client.SendAsync("""{"type":"response.create"}""");

        var (_, types) = await client.ReadUntilAsync("response.done");

        types.Should().ContainInOrder(
            "input_audio_buffer.committed", "conversation.item.created", "response.created", "response.output_item.added", "conversation.item.created",
            "response.content_part.added", "response.audio_transcript.delta", "response.audio.delta", "response.audio.done", "response.audio_transcript.done",
            "response.content_part.done", "response.output_item.done", "response.done");
        types.Should().NotContain(type => type.Contains("output_audio", StringComparison.Ordinal) || type == "conversation.item.added" || type == "conversation.item.done");
    }

    [Theory]
    [InlineData("not json", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("""{"type":"no.such.event"}""", "invalid_value")]
    [InlineData("""{"type":"session.update","session":{"instructions":""}}""", "missing_required_parameter")]
    [InlineData("""{"type":"session.update","session":{"type":"realtime","voice":"marin"}}""", "unknown_parameter")]
    [InlineData("""{"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":{"type":"audio/opus"}}}}}""", "invalid_value")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"???"}""", "invalid_value")]
    [InlineData("""{"type":"input_audio_buffer.commit"}""", "input_audio_buffer_commit_empty")]
    [InlineData("""{"type":"conversation.item.create","item":{}}""", "missing_required_parameter")]
    [InlineData("""{"type":"conversation.item.delete","item_id":"x"}""", "item_delete_invalid_item_id")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"x","content_index":0,"audio_end_ms":0}""", "item_truncate_invalid_item_id")]
    [InlineData("""{"type":"response.cancel"}""", "response_cancel_not_active")]
    public async Task What_is_wrong_is_answered_with_the_protocols_code(string message, string code)
    {
        await using var ai = await StartAsync();
        using var client = await RawClient.ConnectAsync(ai);
        await client.SendAsync(message);

        var (error, _) = await client.ReadUntilAsync("error");

        error["error"]!["code"]!.GetValue<string>().Should().Be(code);
        ai.Recordings.Single().Frames.Should().ContainSingle();
    }

    [Fact]
    public async Task An_error_names_the_event_that_it_is_about()
    {
        await using var ai = await StartAsync();
        using var client = await RawClient.ConnectAsync(ai);
        await client.SendAsync("""{"type":"response.cancel","event_id":"event_7"}""");

        (await client.ReadUntilAsync("error")).Event["error"]!["event_id"]!.GetValue<string>().Should().Be("event_7");
    }

    [Fact]
    public async Task One_answer_at_a_time()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { Pace = 1 }, Token);
        using var client = await RawClient.ConnectAsync(ai);
        await client.SendAsync("""{"type":"response.create"}""");
        await client.SendAsync("""{"type":"response.create"}""");

        (await client.ReadUntilAsync("error")).Event["error"]!["code"]!.GetValue<string>().Should().Be("conversation_already_has_active_response");
    }

    [Fact]
    public async Task No_more_can_be_cut_than_was_said()
    {
        await using var ai = await StartAsync();
        using var client = await RawClient.ConnectAsync(ai);
        await client.SendAsync("""{"type":"response.create"}""");
        var item = (await client.ReadUntilAsync("response.done")).Event["response"]!["output"]![0]!["id"]!.GetValue<string>();

        await client.SendAsync($$"""{"type":"conversation.item.truncate","item_id":"{{item}}","content_index":0,"audio_end_ms":1300}""");
        (await client.ReadUntilAsync("error")).Event["error"]!["param"]!.GetValue<string>().Should().Be("audio_end_ms");
        await client.SendAsync($$"""{"type":"conversation.item.truncate","item_id":"{{item}}","content_index":0,"audio_end_ms":1200}""");
        await client.ReadUntilAsync("conversation.item.truncated");
    }

    [Fact]
    public async Task Everything_that_came_in_is_remembered_with_its_time_and_the_key_is_not()
    {
        await using var ai = await StartAsync();
        using var client = await RawClient.ConnectAsync(ai);
        await client.SendAsync("""{"type":"session.update","session":{"type":"realtime","instructions":"hidden here","audio":{"input":{"turn_detection":null}}}}""");
        await client.AppendAsync(60);
        await client.AppendAsync(60);
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");
        await client.SendAsync("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"and there"}],"made_up":{"member name":1}}}""");
        await client.ReadUntilAsync("conversation.item.done");
        await client.ReadUntilAsync("conversation.item.done");

        var recording = ai.Recordings.Single();
        recording.Texts.Should().Contain(["hidden here", "and there", "member name", "/v1/realtime?model=gpt-realtime"]);
        JsonSerializer.Serialize(recording).Should().NotContain("sk-canary").And.NotContain("AQEBAQEB");
        recording.Frames.Select(frame => frame.Timestamp).Should().BeInAscendingOrder();
        var turn = recording.Turns.Single();
        turn.Samples.ToArray().Should().HaveCount(2_880).And.OnlyContain(sample => sample == 0x0101);
        turn.Arrivals.Select(arrival => arrival.EndSample).Should().Equal(1_440, 2_880);
        turn.Arrivals[1].Timestamp.Should().BeGreaterThanOrEqualTo(turn.Arrivals[0].Timestamp);
    }

    [Fact]
    public async Task Given_answers_are_given_in_turn_with_their_words()
    {
        var folder = Directory.CreateTempSubdirectory("cvp-answers-");
        new WavFile(new short[8_000], 8_000).Write(Path.Combine(folder.FullName, "1.wav"));
        new WavFile(new short[4_800], 24_000).Write(Path.Combine(folder.FullName, "2 good bye.wav"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "1.txt"), "Hello, how can I help you?\n", Token);
        var answers = RealtimeAnswer.ReadFolder(folder.FullName);
        folder.Delete(recursive: true);
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, Answers = answers }, Token);
        using var client = await RawClient.ConnectAsync(ai);
        var said = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync("""{"type":"response.create"}""");
            said.Add((await client.ReadUntilAsync("response.done")).Event["response"]!["output"]![0]!["content"]![0]!["transcript"]!.GetValue<string>());
        }

        said.Should().Equal("Hello, how can I help you?", "2 good bye", "Hello, how can I help you?");
    }

    [Fact]
    public async Task What_happens_is_told_as_it_happens()
    {
        var told = new Told();
        await using (var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, Observer = told }, Token))
        {
            using var client = await RawClient.ConnectAsync(ai);
            await client.SendAsync("""{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":null}}}}""");
            await client.AppendAsync(120);
            await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");
            await client.SendAsync("""{"type":"response.create"}""");
            await client.ReadUntilAsync("response.done");
            await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        }

        told.All.Select(observation => observation.GetType()).Should().Equal(
            typeof(ConnectionOpened), typeof(AudioHeard), typeof(TurnHeard), typeof(AnswerBegun), typeof(AnswerFinished), typeof(ConnectionClosed));
        told.All.OfType<AnswerFinished>().Single().Sent.Should().Be(MediaTime.FromMilliseconds(1_200));
    }

    [Fact]
    public async Task It_refuses_as_long_as_it_is_told_to()
    {
        await using var ai = await StartAsync();
        ai.Faults = new RealtimeFaults { RefusesWith = 503, FirstConnections = 1 };

        var connecting = () => RawClient.ConnectAsync(ai);

        await connecting.Should().ThrowAsync<WebSocketException>();
        using var second = await connecting();
        (await second.ReadUntilAsync("session.created")).Types.Should().ContainSingle();
    }

    [Fact]
    public async Task It_ignores_turns_and_sends_garbage_when_told_to()
    {
        await using var ai = await StartAsync();
        using var client = await RawClient.ConnectAsync(ai);
        await client.ReadUntilAsync("session.created");
        ai.Faults = new RealtimeFaults { IgnoresTurns = true };
        await client.SendAsync("""{"type":"response.create"}""");
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");
        (await client.ReadUntilAsync("input_audio_buffer.cleared")).Types.Should().ContainSingle("the turn before it was not answered");

        ai.Faults = new RealtimeFaults { SendsGarbage = true };
        await client.SendAsync("""{"type":"response.create"}""");
        await client.ReadUntilAsync("response.content_part.added");
        var parsing = async () => JsonDocument.Parse((await client.ReceiveTextAsync())!);
        await parsing.Should().ThrowAsync<JsonException>();
    }

    [Fact]
    public async Task What_is_no_WebSocket_is_told_to_become_one()
    {
        await using var ai = await StartAsync();
        using var http = new HttpClient();

        using var response = await http.GetAsync(new UriBuilder(ai.Url) { Scheme = "http" }.Uri, Token);

        response.StatusCode.Should().Be(HttpStatusCode.UpgradeRequired);
    }

    private static Task<RealtimeServer> StartAsync() => RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);

    private sealed class Told : IProgress<RealtimeObservation>
    {
        public ConcurrentQueue<RealtimeObservation> All { get; } = new();

        public void Report(RealtimeObservation value) => All.Enqueue(value);
    }
}
