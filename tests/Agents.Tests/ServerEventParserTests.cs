using System.Text;
using CompliantVoiceProxy.Agents.OpenAI;

namespace CompliantVoiceProxy.Agents.Tests;

public sealed class ServerEventParserTests
{
    private static readonly ServerEventParser Parser = new(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcm16At24Khz);

    [Theory]
    [InlineData("response.output_audio")]
    [InlineData("response.audio")]
    public void Both_dialects_names_are_understood(string prefix)
    {
        var audio = Parse($$"""{"delta":"AQACAP//","item_id":"item_1","type":"{{prefix}}.delta"}""").Should().BeOfType<AudioDelta>().Subject;
        audio.ItemId.Should().Be("item_1");
        audio.Samples.ToArray().Should().Equal(1, 2, -1);

        var piece = Parse($$"""{"type":"{{prefix}}_transcript.delta","item_id":"item_1","delta":"Hel"}""").Should().BeOfType<TranscriptDelta>().Subject;
        (piece.Text.Reveal(), piece.IsFinal).Should().Be(("Hel", false));
        var whole = Parse($$"""{"type":"{{prefix}}_transcript.done","item_id":"item_1","transcript":"Hello."}""").Should().BeOfType<TranscriptDelta>().Subject;
        (whole.Text.Reveal(), whole.IsFinal).Should().Be(("Hello.", true));
    }

    [Fact]
    public void A_whole_tool_call_is_read_from_the_item_that_it_is()
    {
        var call = Parse("""{"type":"response.output_item.done","item":{"type":"function_call","status":"completed","name":"take","call_id":"call_1","arguments":"{\"a\":1}"}}""")
            .Should().BeOfType<ToolCallDone>().Subject;

        (call.CallId, call.Name.Reveal(), call.Arguments.Reveal()).Should().Be(("call_1", "take", """{"a":1}"""));
        call.ToString().Should().NotContain("take").And.NotContain("\"a\"");
    }

    [Theory]
    [InlineData("""{"type":"message","role":"assistant"}""", true)]
    [InlineData("""{"type":"function_call","status":"incomplete","name":"take","call_id":"call_1","arguments":"{"}""", true)]
    [InlineData("""{"type":"function_call","name":"take","arguments":"{}"}""", false)]
    [InlineData("""{"type":"function_call","name":"take","call_id":"4539 1480","arguments":"{}"}""", false)]
    [InlineData("""{"type":"function_call","call_id":"call_1","arguments":"{}"}""", false)]
    [InlineData("""{"type":"function_call","name":"take","call_id":"call_1","arguments":{} }""", false)]
    public void An_item_that_is_no_whole_call_is_passed_over_or_refused(string item, bool isOfTheProtocol)
    {
        Parser.TryParse(Encoding.UTF8.GetBytes($$"""{"type":"response.output_item.done","item":{{item}} }"""), out var serverEvent).Should().Be(isOfTheProtocol);

        serverEvent.Should().NotBeOfType<ToolCallDone>();
    }

    [Theory]
    [InlineData("completed", AnswerEndReason.Completed)]
    [InlineData("cancelled", AnswerEndReason.Cancelled)]
    [InlineData("incomplete", AnswerEndReason.Incomplete)]
    [InlineData("failed", AnswerEndReason.Failed)]
    [InlineData("anything", AnswerEndReason.Failed)]
    public void An_answers_end_has_its_reason(string status, AnswerEndReason reason) =>
        Parse($$"""{"type":"response.done","response":{"id":"resp_1","status":"{{status}}","status_details":null} }""").Should().Be(new ResponseDone("resp_1", reason, "other"));

    [Fact]
    public void A_failed_answer_says_why_in_a_documented_code() =>
        Parse("""{"type":"response.done","response":{"id":"r","status":"failed","status_details":{"type":"failed","error":{"type":"tokens","code":"rate_limit_exceeded"}}}}""")
            .Should().Be(new ResponseDone("r", AnswerEndReason.Failed, "rate_limit_exceeded"));

    [Theory]
    [InlineData("\"response_cancel_not_active\"", "\"invalid_request_error\"", "\"event_12\"", "response_cancel_not_active", 12)]
    [InlineData("null", "\"server_error\"", "null", "server_error", 0)]
    [InlineData("\"My card is 4111\"", "\"invalid_request_error\"", "\"event_x\"", "invalid_request_error", 0)]
    [InlineData("4111", "\"4111\"", "4111", "other", 0)]
    public void An_errors_code_is_a_documented_one_or_other(string code, string type, string eventId, string said, int about) =>
        Parse($$"""{"type":"error","error":{"code":{{code}},"type":{{type}},"message":"4111","event_id":{{eventId}} } }""").Should().Be(new ErrorEvent(said, about));

    [Theory]
    [InlineData("rate_limits.updated", typeof(Uninteresting))]
    [InlineData("conversation.item.added", typeof(Uninteresting))]
    [InlineData("conversation.item.created", typeof(Uninteresting))]
    [InlineData("response.function_call_arguments.delta", typeof(Uninteresting))]
    [InlineData("response.function_call_arguments.done", typeof(Uninteresting))]
    [InlineData("anything", typeof(UnknownEvent))]
    public void What_a_session_does_not_act_on_is_passed_over(string type, Type kind) => Parse($$"""{"type":"{{type}}"}""").Should().BeOfType(kind);

    [Theory]
    [InlineData("")]
    [InlineData("4111")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":4111}""")]
    [InlineData("""{"type":"response.created"}""")]
    [InlineData("""{"type":"response.created","response":{"id":""}}""")]
    [InlineData("""{"type":"response.done","response":{"id":"a b"}}""")]
    [InlineData("""{"type":"error","error":"4111"}""")]
    [InlineData("""{"type":"response.audio.delta","item_id":"i","delta":null}""")]
    [InlineData("""{"type":"response.audio.delta","item_id":"i","delta":"AQ"}""")]
    [InlineData("""{"type":"response.audio.delta","item_id":"i","delta":"AQID"}""")]
    [InlineData("""{"type":"response.audio.delta","delta":"AQA="}""")]
    [InlineData("{\"type\":\"response.audio.delta\",\"item_id\":\"\\ud800\",\"delta\":\"AQA=\"}")]
    [InlineData("{\"type\":\"response.audio_transcript.delta\",\"item_id\":\"i\",\"delta\":\"\\ud800\"}")]
    public void What_lacks_what_the_protocol_demands_is_no_event(string message) => Parser.TryParse(Encoding.UTF8.GetBytes(message), out _).Should().BeFalse();

    [Fact]
    public void An_id_is_no_place_for_content()
    {
        Parse($$"""{"type":"response.created","response":{"id":"{{new string('a', 128)}}"} }""").Should().BeOfType<ResponseCreated>();
        Parser.TryParse(Encoding.UTF8.GetBytes($$"""{"type":"response.created","response":{"id":"{{new string('a', 129)}}"} }"""), out _).Should().BeFalse();
    }

    [Fact]
    public void No_prefix_of_an_event_is_an_event_and_none_throws()
    {
        var whole = Encoding.UTF8.GetBytes("""{"type":"response.output_audio.delta","event_id":"é","item_id":"item_1","delta":"AQACAP//"}""");
        for (var length = 0; length < whole.Length; length++)
        {
            Parser.TryParse(whole.AsMemory(0, length), out _).Should().BeFalse();
        }
    }

    [Fact]
    public void No_mutation_of_an_event_throws()
    {
        var whole = Encoding.UTF8.GetBytes("""{"type":"response.done","response":{"id":"resp_1","status":"failed","status_details":{"error":{"code":"x"}}}}""");
        var random = new Random(1);
        var understood = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var mutated = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            understood += Parser.TryParse(mutated, out _) ? 1 : 0;
        }

        understood.Should().BeInRange(1, 19_999);
    }

    [Fact]
    public void Nesting_without_end_is_no_event() =>
        Parser.TryParse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"type":""", 100_000))), out _).Should().BeFalse();

    private static ServerEvent Parse(string message)
    {
        Parser.TryParse(Encoding.UTF8.GetBytes(message), out var serverEvent).Should().BeTrue();
        return serverEvent;
    }
}
