using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Media.Tests.Tools;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Probe.Realtime;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>The voice AI calls tools behind which a back end stands, in calls that are real but for the transcriber.</summary>
public sealed class BackEndToolTests
{
    private const string Card = """{"payment":"approved","last_four":"7913"}""";

    [Fact]
    public async Task The_back_end_gets_the_value_and_the_AI_gets_tokens_and_nobody_else_gets_anything()
    {
        string[] canaries = ["4410277", "441 0277", "Xqzyk", "078-05-1120", "078051120"];
        var written = new ConcurrentQueue<string>();
        EventHandler<FirstChanceExceptionEventArgs> onException = (_, thrown) => written.Enqueue(thrown.Exception.ToString());
        AppDomain.CurrentDomain.FirstChanceException += onException;
        await using var backEnd = await LoopbackBackEnd.StartAsync("""{"lastName":"Xqzyk","memberId":"441-0277","ssn":"078-05-1120","plan":"gold","copay":25}""");
        try
        {
            using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCollector(written)));
            await using var call = await StartAsync(new(["my member ID is 4410277"]), loggers, new RealtimeToolCall("member", "find_member", """{"member":"[MEMBER_ID_1]"}"""));
            call.Policy = call.Policy with { Tools = [FindMember(backEnd)] };
            await using (var caller = await call.CallAsync())
            {
                await caller.SayAsync(SpeechModels.OneBreath);
                await ReadAsync(call, """{"lastName":"[PERSON_1]","memberId":"[MEMBER_ID_1]","ssn":"[US_SSN_1]","plan":"gold","copay":25}""");
            }

            backEnd.Received.Should().ContainSingle().Which.Body.Should().Be("""{"id":"4410277"}""");
            var events = await EventsAsync(call);
            events.Select(entry => entry.Type).Should().ContainInOrder("turn-committed", "tool-called", "tool-answered");
            events.Single(entry => entry.Type == "tool-called").Json.Should().Contain("\"tool\":\"find_member\",\"outcome\":\"\",\"tokens\":[\"[MEMBER_ID_1]\"]");
            events.Single(entry => entry.Type == "tool-answered").Json.Should().Contain("\"outcome\":\"Done\",\"attempts\":1,\"tokens\":[\"[PERSON_1]\",\"[MEMBER_ID_1]\",\"[US_SSN_1]\"]");
            call.Agent.Recordings.SelectMany(recording => recording.Frames).ToList().ForEach(frame => written.Enqueue(frame.Json));
            written.Enqueue(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(call.AuditPath, TestContext.Current.CancellationToken)));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= onException;
        }

        written.Should().Contain(line => line.Contains("find_member", StringComparison.Ordinal));
        foreach (var canary in canaries)
        {
            written.Where(line => line.Contains(canary, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty("\"{0}\" was planted", canary);
        }
    }

    [Fact]
    public async Task A_back_end_that_is_not_there_is_told_and_the_call_goes_on()
    {
        var backEnd = await LoopbackBackEnd.StartAsync("{}");
        await using var call = await StartAsync(new(["my member ID is 4410277"]), loggers: null, new RealtimeToolCall("member", "find_member", """{"member":"[MEMBER_ID_1]"}"""));
        call.Policy = call.Policy with { Tools = [FindMember(backEnd) with { Retries = 0 }] };
        await backEnd.DisposeAsync();
        var speech = SpeechModels.OneBreath;
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(speech);
            await ReadAsync(call, """{"error":"unavailable"}""");
            await caller.SayAsync(speech);
            await ReadAsync(call, "perfectly fine words");
        }

        (await EventsAsync(call)).Single(entry => entry.Type == "tool-answered").Json.Should().Contain("\"outcome\":\"Unavailable\",\"attempts\":1,\"tokens\":[]");
    }

    [Fact]
    public async Task A_card_that_is_keyed_in_goes_to_the_gateway_and_the_AI_learns_its_last_four()
    {
        await using var gateway = await LoopbackBackEnd.StartAsync("""{"status":"ok","id":"4539148034267913"}""");
        await using var call = await StartAsync(new(["I want to pay by card"]), loggers: null, new RealtimeToolCall("pay by card", "take_payment", """{"amount":120.5,"currency":"USD"}"""));
        call.Policy = call.Policy with { Payment = Payment(gateway) };
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(SpeechModels.OneBreath);
            await ReadAsync(call, """{"status":"started"}""");
            caller.Press("4539148034267913#0429#917#");
            await ReadAsync(call, """{"secure_capture":"card","status":"done"}""");
            await ReadAsync(call, Card);
        }

        await NothingOfTheCardAsync(call, gateway);
    }

    [Fact]
    public async Task A_card_that_is_said_goes_to_the_gateway_and_the_AI_learns_its_last_four()
    {
        await using var gateway = await LoopbackBackEnd.StartAsync("""{"status":"ok"}""");
        await using var call = await StartAsync(
            new(["I want to pay by card", "my card number is 4539 1480 3426 7913", "the expiration date is zero four twenty nine and the security code is 917"]),
            loggers: null,
            new RealtimeToolCall("pay by card", "take_payment", """{"amount":120.5,"currency":"USD"}"""));
        call.Policy = call.Policy with { Payment = Payment(gateway) };
        var speech = SpeechModels.OneBreath;
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(speech);
            await ReadAsync(call, """{"status":"started"}""");
            await caller.SayAsync(WithSilence(speech));
            await caller.SayAsync(WithSilence(speech));
            await ReadAsync(call, Card);
        }

        await NothingOfTheCardAsync(call, gateway);
    }

    [Fact]
    public async Task A_number_that_can_be_no_cards_ends_the_payment_and_nothing_is_sent()
    {
        await using var gateway = await LoopbackBackEnd.StartAsync("{}");
        await using var call = await StartAsync(new(["I want to pay by card"]), loggers: null, new RealtimeToolCall("pay by card", "take_payment", """{"amount":"120.50","currency":"USD"}"""));
        call.Policy = call.Policy with { Payment = Payment(gateway) };
        await using var caller = await call.CallAsync();

        await caller.SayAsync(SpeechModels.OneBreath);
        await ReadAsync(call, """{"status":"started"}""");
        caller.Press("4539148034267914#");
        await ReadAsync(call, """{"payment":"failed"}""");

        gateway.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task The_AI_ends_a_call_when_its_goodbye_has_been_played()
    {
        await using var call = await StartAsync(new(["goodbye then"]), loggers: null, new RealtimeToolCall("goodbye", "end_call", "{}"));
        call.Policy = call.Policy with { Agent = call.Policy.Agent with { EndsCalls = true } };
        await using var caller = await call.CallAsync();

        await caller.SayAsync(SpeechModels.OneBreath);
        var ended = await call.SignalAsync<MediaEnded>();

        ended.Reason.Should().Be(MediaEndReason.EndedByAgent);
        caller.Heard.Should().Contain(sample => Math.Abs((int)sample) > 1000, "what was being said was played first");
        (await EventsAsync(call)).Single(entry => entry.Type == "tool-called").Json.Should().Contain("\"EndCall\"");
    }

    [Fact]
    public async Task Tools_that_the_policy_does_not_name_are_none()
    {
        await using var call = await StartAsync(new(["do it"]), loggers: null, new RealtimeToolCall("do it", "take_payment", """{"amount":1,"currency":"USD"}"""), new RealtimeToolCall("do it", "end_call", "{}"));
        await using var caller = await call.CallAsync();

        await caller.SayAsync(SpeechModels.OneBreath);
        await ReadAsync(call, """{"error":"unknown_tool"}""");
        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);

        (await EventsAsync(call)).Where(entry => entry.Type == "tool-called").Should().OnlyContain(entry => entry.Json.Contains("UnknownTool", StringComparison.Ordinal));
    }

    private static async Task NothingOfTheCardAsync(MediaPlaneFixture call, LoopbackBackEnd gateway)
    {
        var asked = gateway.Received.Should().ContainSingle().Subject;
        asked.Body.Should().Be("""{"amount":12050,"currency":"USD","card":{"number":"4539148034267913","month":"04","year":"2029","code":"917"}}""");
        asked.Headers.Should().MatchRegex("Idempotency-Key: [0-9a-f]{32}");
        var events = await EventsAsync(call);
        events.Select(entry => entry.Type).Should().ContainInOrder("tool-called", "secure-capture-ended", "tool-answered").And.Contain("secure-capture-began");
        events.Single(entry => entry.Type == "tool-answered").Json.Should().Contain("\"TakePayment\",\"outcome\":\"Approved\",\"attempts\":1");
        var frames = call.Agent.Recordings.SelectMany(recording => recording.Frames).Where(frame => frame.Type != "input_audio_buffer.append").Select(frame => frame.Json);
        frames.Should().NotContain(json => json.Contains("45391480", StringComparison.Ordinal) || json.Contains("4539 1480", StringComparison.Ordinal) || json.Contains("917\"", StringComparison.Ordinal) || json.Contains("0429", StringComparison.Ordinal));
        var audit = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(call.AuditPath, TestContext.Current.CancellationToken));
        audit.Should().NotContainAny("4539148034267913", "7913");
    }

    private static ToolPolicy FindMember(LoopbackBackEnd backEnd) => new()
    {
        Name = "find_member",
        Description = "Finds a member.",
        Parameters = new ArgumentSchema
        {
            Kind = ArgumentKind.Object,
            Properties = ImmutableSortedDictionary<string, ArgumentSchema>.Empty.Add("member", new ArgumentSchema { Kind = ArgumentKind.Text, TokenTypes = ["MEMBER_ID"] }),
            Required = ["member"],
        },
        Request = Request(backEnd, """{"id":"{{member}}"}"""),
    };

    private static PaymentPolicy Payment(LoopbackBackEnd gateway) => new()
    {
        Request = Request(
            gateway,
            """{"amount":"{{amount-in-cents}}","currency":"{{currency}}","card":{"number":"{{card.number}}","month":"{{card.expiry-month}}","year":"{{card.expiry-year}}","code":"{{card.cvv}}"}}"""),
        IdempotencyHeader = "Idempotency-Key",
        Retries = 0,
        VerdictAt = AnswerPointer.TryParse("/status", out var pointer) ? pointer : null,
        Approved = ["ok"],
        Declined = ["no"],
    };

    private static ToolRequest Request(LoopbackBackEnd backEnd, string body) => new()
    {
        Url = UrlTemplate.TryParse(backEnd.Url.AbsoluteUri, out var url, out _) ? url : throw new InvalidOperationException("no url"),
        Body = new BodyTemplate(JsonElement.Parse(body)),
    };

    private static WavFile WithSilence(WavFile speech) => new((short[])[.. speech.Samples.Span, .. new short[3 * speech.SampleRate]], speech.SampleRate);

    private static async Task<MediaPlaneFixture> StartAsync(Queue<string> sentences, ILoggerFactory? loggers, params RealtimeToolCall[] toolCalls) => await MediaPlaneFixture.StartAsync(
        FakeTranscriber.Saying(sentences), loggers: loggers, toolCalls: toolCalls);

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

        throw new TimeoutException($"the voice AI did not get {text}, but {string.Join(" | ", call.TextsAtAgent.Where(text => !text.Contains("bytes)", StringComparison.Ordinal)).TakeLast(40))}");
    }

    private static async Task<List<(string? Type, string Json)>> EventsAsync(MediaPlaneFixture call)
    {
        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);
        using var log = SqliteAuditReader.Open(call.AuditPath);
        return [.. log.Read(new AuditRange { CallId = call.CallId }).Select(record => record.ReadEvent()).Select(entry => (entry.GetProperty("type").GetString(), entry.GetRawText()))];
    }
}
