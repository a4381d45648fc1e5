using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Tests;

public sealed class ClientEventWriterTests
{
    private static readonly AgentOptions Options = TestCall.Options(new Uri("wss://ai.example/v1/realtime"));

    [Theory]
    [InlineData(AgentAudioEncoding.Pcm16At24Khz, """{"type":"audio/pcm","rate":24000}""")]
    [InlineData(AgentAudioEncoding.Pcmu, """{"type":"audio/pcmu"}""")]
    [InlineData(AgentAudioEncoding.Pcma, """{"type":"audio/pcma"}""")]
    public void The_released_session_says_its_type_and_turns_detection_and_transcription_off(AgentAudioEncoding encoding, string format)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, encoding);

        Same(writer.UpdateSession(Options), $$$"""
            {"type":"session.update","event_id":"event_1","session":{"type":"realtime","instructions":"You answer for the clinic.","output_modalities":["audio"],
            "audio":{"input":{"format":{{{format}}},"transcription":null,"turn_detection":null},"output":{"format":{{{format}}},"voice":"marin"} } } }
            """);
    }

    [Theory]
    [InlineData(AgentAudioEncoding.Pcm16At24Khz, "pcm16")]
    [InlineData(AgentAudioEncoding.Pcmu, "g711_ulaw")]
    [InlineData(AgentAudioEncoding.Pcma, "g711_alaw")]
    public void The_betas_session_is_flat(AgentAudioEncoding encoding, string format)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeBeta, encoding);

        Same(writer.UpdateSession(Options with { Voice = null }), $$"""
            {"type":"session.update","event_id":"event_1","session":{"instructions":"You answer for the clinic.","modalities":["audio","text"],
            "input_audio_format":"{{format}}","output_audio_format":"{{format}}","input_audio_transcription":null,"turn_detection":null} }
            """);
    }

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta)]
    public void A_session_tells_of_the_tools_that_there_are_and_of_none_where_there_are_none(AgentProtocol protocol)
    {
        using var writer = new ClientEventWriter(protocol, AgentAudioEncoding.Pcmu);
        var tool = new AgentTool(new PolicyText("start"), new PolicyText("Begins."), new PolicyText("""{"type":"object"}"""));

        var session = Parse(writer.UpdateSession(Options with { Tools = [tool] }))["session"]!;

        JsonNode.DeepEquals(session["tools"], JsonNode.Parse("""[{"type":"function","name":"start","description":"Begins.","parameters":{"type":"object"}}]""")).Should().BeTrue();
        session["tool_choice"]!.GetValue<string>().Should().Be("auto");
        Parse(writer.UpdateSession(Options))["session"]!.AsObject().Select(member => member.Key).Should().NotContain(["tools", "tool_choice"]);
    }

    [Theory]
    [InlineData(ToolOutcome.Started, """{"status":"started"}""")]
    [InlineData(ToolOutcome.UnknownTool, """{"error":"unknown_tool"}""")]
    [InlineData(ToolOutcome.InvalidArguments, """{"error":"invalid_arguments"}""")]
    [InlineData(ToolOutcome.Done, """{"status":"done"}""")]
    [InlineData(ToolOutcome.Busy, """{"error":"busy"}""")]
    [InlineData(ToolOutcome.Unavailable, """{"error":"unavailable"}""")]
    [InlineData(ToolOutcome.Refused, """{"error":"refused"}""")]
    [InlineData(ToolOutcome.Failed, """{"error":"failed"}""")]
    [InlineData(ToolOutcome.TimedOut, """{"error":"timed_out"}""")]
    [InlineData(ToolOutcome.Interrupted, """{"error":"interrupted"}""")]
    public void A_tools_output_is_of_a_closed_list(ToolOutcome outcome, string output)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu);

        var item = Parse(writer.CreateToolOutput(new OpenToolCall("call_1", tool: null), outcome))["item"]!;

        item.AsObject().ToDictionary(member => member.Key, member => member.Value!.GetValue<string>(), StringComparer.Ordinal).Should().BeEquivalentTo(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = "function_call_output", ["call_id"] = "call_1", ["output"] = output });
    }

    [Fact]
    public void What_a_tool_answered_is_its_output_and_what_ended_is_the_systems_message()
    {
        const string Answer = """{"member":"[MEMBER_ID_1]","says":"\"hello\""}""";
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu);

        Parse(writer.CreateToolOutput(new OpenToolCall("call_1", tool: null), new ReleasedAnswer(Answer)))["item"]!["output"]!.GetValue<string>().Should().Be(Answer);
        var message = Parse(writer.CreateNotice(new ReleasedNotice(new ReleasedAnswer(Answer))))["item"]!;

        message["role"]!.GetValue<string>().Should().Be("system");
        message["content"]![0]!["text"]!.GetValue<string>().Should().Be(Answer);
    }

    [Theory]
    [InlineData(CaptureSubject.Card, true, """{"secure_capture":"card","status":"done"}""")]
    [InlineData(CaptureSubject.Ssn, false, """{"secure_capture":"ssn","status":"timed_out"}""")]
    [InlineData(CaptureSubject.Pin, true, """{"secure_capture":"pin","status":"done"}""")]
    [InlineData(CaptureSubject.Other, true, """{"secure_capture":"other","status":"done"}""")]
    public void A_captures_end_is_told_by_its_subject_and_how_it_ended(CaptureSubject subject, bool isDone, string text)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu);

        var item = Parse(writer.CreateNotice(new CaptureNotice(subject, isDone)))["item"]!;

        item["role"]!.GetValue<string>().Should().Be("system");
        item["content"]![0]!["text"]!.GetValue<string>().Should().Be(text);
    }

    [Theory]
    [InlineData(TransferProblem.Busy, """{"transfer":"failed","reason":"busy"}""")]
    [InlineData(TransferProblem.NoAnswer, """{"transfer":"failed","reason":"no_answer"}""")]
    [InlineData(TransferProblem.Refused, """{"transfer":"failed","reason":"refused"}""")]
    [InlineData(TransferProblem.Unreachable, """{"transfer":"failed","reason":"unreachable"}""")]
    [InlineData(TransferProblem.NotJoined, """{"transfer":"failed","reason":"not_joined"}""")]
    public void A_transfer_that_failed_is_told_with_its_reason(TransferProblem problem, string text)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu);

        Parse(writer.CreateNotice(new TransferNotice(problem)))["item"]!["content"]![0]!["text"]!.GetValue<string>().Should().Be(text);
    }

    [Fact]
    public void Each_event_is_what_the_protocol_says_and_has_the_next_number()
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu);
        var item = new SpokenItem("item_7") { Received = MediaTime.FromMilliseconds(900) };

        Same(writer.CommitAudio(), """{"type":"input_audio_buffer.commit","event_id":"event_1"}""");
        Same(writer.ClearAudio(), """{"type":"input_audio_buffer.clear","event_id":"event_2"}""");
        Same(writer.CreateResponse(), """{"type":"response.create","event_id":"event_3"}""");
        Same(writer.CancelResponse(), """{"type":"response.cancel","event_id":"event_4"}""");
        Same(
            writer.CreateUserMessage(TestCall.Text("\"[NAME_1]\"\n\u2028é")),
            """{"type":"conversation.item.create","event_id":"event_5","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"\"[NAME_1]\"\n\u2028é"}]}}""");
        Same(
            writer.TruncateItem(item, MediaTime.FromMilliseconds(250.7)),
            """{"type":"conversation.item.truncate","event_id":"event_6","item_id":"item_7","content_index":0,"audio_end_ms":250}""");
        writer.LastEventId.Should().Be(6);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(899, 899)]
    [InlineData(901, 900)]
    public void No_more_is_said_to_be_played_than_has_come(double played, int said)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu);
        var item = new SpokenItem("item_7") { Received = MediaTime.FromMilliseconds(900) };

        Parse(writer.TruncateItem(item, MediaTime.FromMilliseconds(played)))["audio_end_ms"]!.GetValue<int>().Should().Be(said);
    }

    [Theory]
    [InlineData(AgentAudioEncoding.Pcm16At24Khz, 9_600)]
    [InlineData(AgentAudioEncoding.Pcma, 1_600)]
    public void A_burst_leaves_in_pieces_of_200_ms(AgentAudioEncoding encoding, int bytes)
    {
        using var writer = new ClientEventWriter(AgentProtocol.OpenAIRealtimeReleased, encoding);
        var turn = new TurnAudioEncoder(encoding);
        turn.Append(TestCall.Tone(500, rate: encoding is AgentAudioEncoding.Pcma ? 8_000 : 24_000));
        var sizes = new List<int>();
        while (writer.TryAppendAudio(turn, out var message))
        {
            Parse(message)["type"]!.GetValue<string>().Should().Be("input_audio_buffer.append");
            sizes.Add(Convert.FromBase64String(Parse(message)["audio"]!.GetValue<string>()).Length);
        }

        sizes.Should().Equal(bytes, bytes, bytes / 2);
    }

    private static JsonNode Parse(ReadOnlyMemory<byte> message) => JsonNode.Parse(message.Span)!;

    private static void Same(ReadOnlyMemory<byte> message, string expected) =>
        JsonNode.DeepEquals(Parse(message), JsonNode.Parse(expected)).Should().BeTrue($"{JsonSerializer.Serialize(expected)} is not {Encoding.UTF8.GetString(message.Span)}");
}
