using System.Text;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>The voice AI calls tools of the proxy.</summary>
public sealed class ToolCallTests
{
    private const string Started = """{"status":"started"}""";
    private const string TimedOut = """{"secure_capture":"card","status":"timed_out"}""";

    [Fact]
    public async Task From_the_tools_call_until_the_capture_is_over_nothing_leaves_and_then_the_AI_is_told()
    {
        var sentences = new Queue<string>(["I want to pay by card please", "four five three nine"]);
        await using var call = await StartAsync(sentences, new RealtimeToolCall("pay by card", "start_secure_capture", """{"subject":"card"}"""));
        var speech = SpeechModels.OneBreath;
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(speech);
            await ReadAsync(call, Started);
            await caller.SayAsync(speech); // longer than what is left of the capture, which ends in its middle
            await ReadAsync(call, TimedOut);
            await caller.SayAsync(new WavFile(new short[2 * 8000], 8000));
            var before = call.Agent.Recordings[0].Turns.Count;
            await caller.SayAsync(speech);
            await ReadAsync(call, "perfectly fine words");

            before.Should().Be(1, "the turn that had begun in the capture was kept");
        }

        var frames = call.Agent.Recordings.Should().ContainSingle().Subject.Frames.Select(frame => (frame.Type, frame.Json)).ToList();
        var (from, to) = (frames.FindIndex(frame => Has(frame.Json, Started)), frames.FindIndex(frame => Has(frame.Json, TimedOut)));
        frames[(from + 1)..to].Select(frame => frame.Type).Should().OnlyContain(type => type == "response.create" || type == "response.cancel" || type == "conversation.item.truncate");
        frames[from + 1].Type.Should().Be("response.create", "the AI goes on to ask for the number");
        frames[to + 1].Type.Should().Be("response.create", "the AI goes on when it is over");
        frames.Should().NotContain(frame => Has(frame.Json, "four five"));
        frames.Should().Contain(frame => frame.Type == "session.update" && Has(frame.Json, "start_secure_capture"));
        (await EventsAsync(call)).Select(entry => entry.Type)
            .Should().ContainInOrder("turn-committed", "secure-capture-began", "tool-called", "secure-capture-ended", "release-decided", "turn-committed");
    }

    [Fact]
    public async Task A_tool_that_there_is_not_and_arguments_that_make_no_sense_get_an_error_and_the_call_goes_on()
    {
        await using var call = await StartAsync(
            new(["do it"]),
            new RealtimeToolCall("do it", "transfer_4539148034267913", """{"card":"4539 1480 3426 7913"}"""),
            new RealtimeToolCall("do it", "start_secure_capture", "card 4539 1480 3426 7913"));
        var speech = SpeechModels.OneBreath;
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(speech);
            await ReadAsync(call, """{"error":"unknown_tool"}""");
            await ReadAsync(call, """{"error":"invalid_arguments"}""");
            await caller.SayAsync(speech);
            await ReadAsync(call, "perfectly fine words");
        }

        var called = (await EventsAsync(call)).Where(entry => entry.Type == "tool-called").Select(entry => entry.Json).ToList();
        called.Should().HaveCount(2);
        called[0].Should().Contain("\"tool\":\"\"").And.Contain("\"UnknownTool\"").And.Contain("\"tokens\":[\"[CREDIT_CARD_1]\"]");
        called[1].Should().Contain("\"StartSecureCapture\"").And.Contain("\"InvalidArguments\"");
        var written = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(call.AuditPath, TestContext.Current.CancellationToken));
        written.Should().NotContainAny("4539", "7913");
        call.TextsAtAgent.Should().NotContain(text => Has(text, "4539"), "what the AI is told is of a closed list");
    }

    [Fact]
    public async Task Where_the_policy_does_not_offer_it_the_AI_cannot_begin_a_capture()
    {
        await using var call = await StartAsync(new(["pay by card"]), new RealtimeToolCall("pay by card", "start_secure_capture", """{"subject":"card"}"""));
        call.Policy = call.Policy with { SecureCapture = new SecureCapturePolicy() };
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(SpeechModels.OneBreath);
            await ReadAsync(call, """{"error":"unknown_tool"}""");
        }

        (await EventsAsync(call)).Should().NotContain(entry => entry.Type == "secure-capture-began");
        call.TextsAtAgent.Should().NotContain("tools");
    }

    private static async Task<MediaPlaneFixture> StartAsync(Queue<string> sentences, params RealtimeToolCall[] toolCalls)
    {
        var call = await MediaPlaneFixture.StartAsync(
            FakeTranscriber.Saying(sentences),
            toolCalls: toolCalls);
        call.Policy = call.Policy with { SecureCapture = new SecureCapturePolicy { StartsOnRequest = true, Timeout = TimeSpan.FromSeconds(3) } };
        return call;
    }

    /// <summary>Completes when the voice AI has got a text; a busy machine may lose a packet, and what was lost is no word.</summary>
    private static async Task ReadAsync(MediaPlaneFixture call, string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(30); waited += timer.Period)
        {
            if (call.TextsAtAgent.Any(got => got.Replace("[inaudible] ", "", StringComparison.Ordinal) == text))
            {
                return;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"the voice AI did not get {text}");
    }

    private static async Task<List<(string? Type, string Json)>> EventsAsync(MediaPlaneFixture call)
    {
        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);
        using var log = SqliteAuditReader.Open(call.AuditPath);
        return [.. log.Read(new AuditRange { CallId = call.CallId }).Select(record => record.ReadEvent()).Select(entry => (entry.GetProperty("type").GetString(), entry.GetRawText()))];
    }

    /// <summary>JSON may stand in a frame with its quotation marks escaped.</summary>
    private static bool Has(string json, string text) => json.Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal);
}
