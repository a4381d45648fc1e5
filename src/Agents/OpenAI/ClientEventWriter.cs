using System.Buffers;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Writes the client's events, one message each. Takes proofs and the protocol's own words alone: no member has a parameter for free text or bare bytes.</summary>
/// <remarks>What a member returns is good until the next call. Each event's id is a counter.</remarks>
internal sealed class ClientEventWriter(AgentProtocol protocol, AgentAudioEncoding encoding) : IDisposable
{
    private static readonly MediaTime AppendLimit = MediaTime.FromMilliseconds(200);

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null);

    /// <summary>The last written event's <c>event_id</c> is this number behind <see cref="EventIds.Prefix"/>.</summary>
    public int LastEventId { get; private set; }

    /// <summary><c>session.update</c>: the operator's words, the audio's encoding, and the AI's own turn detection and transcription off.</summary>
    public ReadOnlyMemory<byte> UpdateSession(AgentOptions options)
    {
        Begin("session.update");
        _json.WriteStartObject("session");
        if (protocol is AgentProtocol.OpenAIRealtimeBeta)
        {
            WriteBetaSession(options);
        }
        else
        {
            WriteReleasedSession(options);
        }

        WriteTools(options.Tools);

        _json.WriteEndObject();
        return End();
    }

    /// <summary><c>input_audio_buffer.append</c> with the turn's next bytes; false when none are left.</summary>
    public bool TryAppendAudio(TurnAudioEncoder turn, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (!turn.TryTake(AppendLimit, out var chunk))
        {
            return false;
        }

        Begin("input_audio_buffer.append");
        _json.WriteBase64String("audio", chunk);
        message = End();
        return true;
    }

    public ReadOnlyMemory<byte> CommitAudio() => Bare("input_audio_buffer.commit");

    public ReadOnlyMemory<byte> ClearAudio() => Bare("input_audio_buffer.clear");

    /// <summary><c>conversation.item.create</c>: a turn's text as the caller's message.</summary>
    public ReadOnlyMemory<byte> CreateUserMessage(ReleasedText text) => CreateMessage("user", text.Text);

    /// <summary><c>conversation.item.create</c>: a tool call's output.</summary>
    public ReadOnlyMemory<byte> CreateToolOutput(OpenToolCall call, ToolOutcome outcome)
    {
        Begin("conversation.item.create");
        _json.WriteStartObject("item");
        _json.WriteString("type", "function_call_output");
        _json.WriteString("call_id", call.Id);
        _json.WriteString("output", outcome switch
        {
            ToolOutcome.Started => """{"status":"started"}""",
            ToolOutcome.InvalidArguments => """{"error":"invalid_arguments"}""",
            _ => """{"error":"unknown_tool"}""",
        });
        _json.WriteEndObject();
        return End();
    }

    /// <summary><c>conversation.item.create</c>: how something ended that the AI asked for, as the system's message.</summary>
    public ReadOnlyMemory<byte> CreateNotice(AgentNotice notice) => CreateMessage("system", notice switch
    {
        CaptureNotice capture => $$"""{"secure_capture":"{{WordOf(capture.Subject)}}","status":"{{(capture.IsDone ? "done" : "timed_out")}}"}""",
        TransferNotice transfer => $$"""{"transfer":"failed","reason":"{{WordOf(transfer.Problem)}}"}""",
        _ => throw new ArgumentOutOfRangeException(nameof(notice)),
    });

    public ReadOnlyMemory<byte> CreateResponse() => Bare("response.create");

    public ReadOnlyMemory<byte> CancelResponse() => Bare("response.cancel");

    /// <summary><c>conversation.item.truncate</c> to what was played, which is at most what came: more is an error of the protocol.</summary>
    public ReadOnlyMemory<byte> TruncateItem(SpokenItem item, MediaTime played)
    {
        var heard = MediaTime.Max(MediaTime.Zero, MediaTime.Min(played, item.Received));
        Begin("conversation.item.truncate");
        _json.WriteString("item_id", item.Id);
        _json.WriteNumber("content_index", 0);
        _json.WriteNumber("audio_end_ms", (long)heard.TotalMilliseconds);
        return End();
    }

    public void Dispose() => _json.Dispose();

    private void WriteReleasedSession(AgentOptions options)
    {
        _json.WriteString("type", "realtime");
        _json.WriteString("instructions", options.Instructions.Text);
        _json.WriteStartArray("output_modalities");
        _json.WriteStringValue("audio");
        _json.WriteEndArray();
        _json.WriteStartObject("audio");
        _json.WriteStartObject("input");
        WriteFormat();
        _json.WriteNull("transcription");
        _json.WriteNull("turn_detection");
        _json.WriteEndObject();
        _json.WriteStartObject("output");
        WriteFormat();
        WriteVoice(options);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteFormat()
    {
        _json.WriteStartObject("format");
        _json.WriteString("type", encoding.ReleasedName());
        if (encoding is AgentAudioEncoding.Pcm16At24Khz)
        {
            _json.WriteNumber("rate", encoding.SampleRate());
        }

        _json.WriteEndObject();
    }

    private void WriteBetaSession(AgentOptions options)
    {
        _json.WriteString("instructions", options.Instructions.Text);
        _json.WriteStartArray("modalities");
        _json.WriteStringValue("audio");
        _json.WriteStringValue("text");
        _json.WriteEndArray();
        WriteVoice(options);
        _json.WriteString("input_audio_format", encoding.BetaName());
        _json.WriteString("output_audio_format", encoding.BetaName());
        _json.WriteNull("input_audio_transcription");
        _json.WriteNull("turn_detection");
    }

    private void WriteVoice(AgentOptions options)
    {
        if (options.Voice is { } voice)
        {
            _json.WriteString("voice", voice.Text);
        }
    }

    private void WriteTools(IReadOnlyList<AgentTool> tools)
    {
        if (tools.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            _json.WriteStartObject();
            _json.WriteString("type", "function");
            _json.WriteString("name", tool.Name.Text);
            _json.WriteString("description", tool.Description.Text);
            _json.WritePropertyName("parameters");
            _json.WriteRawValue(tool.Parameters.Text);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteString("tool_choice", "auto");
    }

    private static string WordOf(CaptureSubject subject) => subject switch
    {
        CaptureSubject.Card => "card",
        CaptureSubject.Ssn => "ssn",
        CaptureSubject.Pin => "pin",
        _ => "other",
    };

    private static string WordOf(TransferProblem problem) => problem switch
    {
        TransferProblem.Busy => "busy",
        TransferProblem.NoAnswer => "no_answer",
        TransferProblem.Refused => "refused",
        TransferProblem.Unreachable => "unreachable",
        _ => "not_joined",
    };

    private ReadOnlyMemory<byte> CreateMessage(string role, string text)
    {
        Begin("conversation.item.create");
        _json.WriteStartObject("item");
        _json.WriteString("type", "message");
        _json.WriteString("role", role);
        _json.WriteStartArray("content");
        _json.WriteStartObject();
        _json.WriteString("type", "input_text");
        _json.WriteString("text", text);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        return End();
    }

    private ReadOnlyMemory<byte> Bare(string type)
    {
        Begin(type);
        return End();
    }

    private void Begin(string type)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("type", type);
        _json.WriteString("event_id", EventIds.Format(++LastEventId));
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }
}
