using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Writes the client's events, one message each. Takes proofs and the protocol's own words alone: no member has a parameter for free text or bare bytes.</summary>
/// <remarks>What a member returns is good until the next call. Each event's id is a counter.</remarks>
internal sealed class ClientEventWriter(AgentProtocol protocol, AgentAudioEncoding encoding) : IDisposable
{
    private static readonly MediaTime AppendLimit = MediaTime.FromMilliseconds(200);

    private readonly JsonFrame _frame = new();

    /// <summary>The last written event's <c>event_id</c> is this number behind <see cref="EventIds.Prefix"/>.</summary>
    public int LastEventId { get; private set; }

    /// <summary><c>session.update</c>: the operator's words, the audio's encoding, and the AI's own turn detection and transcription off.</summary>
    public ReadOnlyMemory<byte> UpdateSession(AgentOptions options)
    {
        Begin("session.update");
        _frame.Json.WriteStartObject("session");
        if (protocol.IsBeta())
        {
            WriteBetaSession(options);
        }
        else
        {
            WriteReleasedSession(options);
        }

        WriteTools(options.Tools);

        _frame.Json.WriteEndObject();
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
        _frame.Json.WriteBase64String("audio", chunk);
        message = End();
        return true;
    }

    public ReadOnlyMemory<byte> CommitAudio() => Bare("input_audio_buffer.commit");

    public ReadOnlyMemory<byte> ClearAudio() => Bare("input_audio_buffer.clear");

    /// <summary><c>conversation.item.create</c>: a turn's text as the caller's message.</summary>
    public ReadOnlyMemory<byte> CreateUserMessage(ReleasedText text) => CreateMessage("user", text.Text);

    /// <summary><c>conversation.item.create</c>: a turn of the talk before this session.</summary>
    public ReadOnlyMemory<byte> CreateRemembered(RememberedTurn turn) => turn is CallerSaid caller
        ? CreateUserMessage(caller.Text)
        : CreateMessage("assistant", RememberedWords.Of(turn), protocol.IsBeta() ? "text" : "output_text");

    /// <summary><c>conversation.item.create</c>: a tool call's output.</summary>
    public ReadOnlyMemory<byte> CreateToolOutput(OpenToolCall call, ToolResult result)
    {
        Begin("conversation.item.create");
        _frame.Json.WriteStartObject("item");
        _frame.Json.WriteString("type", "function_call_output");
        _frame.Json.WriteString("call_id", call.Id);
        _frame.Json.WriteString("output", NoticeWords.Of(result));
        _frame.Json.WriteEndObject();
        return End();
    }

    /// <summary><c>conversation.item.create</c>: how something ended that the AI asked for, as the system's message.</summary>
    public ReadOnlyMemory<byte> CreateNotice(AgentNotice notice) => CreateMessage("system", NoticeWords.Of(notice));

    public ReadOnlyMemory<byte> CreateResponse() => Bare("response.create");

    public ReadOnlyMemory<byte> CancelResponse() => Bare("response.cancel");

    /// <summary><c>conversation.item.truncate</c> to what was played, which is at most what came: more is an error of the protocol.</summary>
    public ReadOnlyMemory<byte> TruncateItem(SpokenItem item, MediaTime played)
    {
        var heard = MediaTime.Max(MediaTime.Zero, MediaTime.Min(played, item.Received));
        Begin("conversation.item.truncate");
        _frame.Json.WriteString("item_id", item.Id);
        _frame.Json.WriteNumber("content_index", 0);
        _frame.Json.WriteNumber("audio_end_ms", (long)heard.TotalMilliseconds);
        return End();
    }

    public void Dispose() => _frame.Dispose();

    private void WriteReleasedSession(AgentOptions options)
    {
        _frame.Json.WriteString("type", "realtime");
        _frame.Json.WriteString("instructions", options.Instructions.Text);
        _frame.Json.WriteStartArray("output_modalities");
        _frame.Json.WriteStringValue("audio");
        _frame.Json.WriteEndArray();
        _frame.Json.WriteStartObject("audio");
        _frame.Json.WriteStartObject("input");
        WriteFormat();
        _frame.Json.WriteNull("transcription");
        _frame.Json.WriteNull("turn_detection");
        _frame.Json.WriteEndObject();
        _frame.Json.WriteStartObject("output");
        WriteFormat();
        WriteVoice(options);
        _frame.Json.WriteEndObject();
        _frame.Json.WriteEndObject();
    }

    private void WriteFormat()
    {
        _frame.Json.WriteStartObject("format");
        _frame.Json.WriteString("type", encoding.ReleasedName());
        if (encoding is AgentAudioEncoding.Pcm16At24Khz)
        {
            _frame.Json.WriteNumber("rate", encoding.SampleRate());
        }

        _frame.Json.WriteEndObject();
    }

    private void WriteBetaSession(AgentOptions options)
    {
        _frame.Json.WriteString("instructions", options.Instructions.Text);
        _frame.Json.WriteStartArray("modalities");
        _frame.Json.WriteStringValue("audio");
        _frame.Json.WriteStringValue("text");
        _frame.Json.WriteEndArray();
        WriteVoice(options);
        _frame.Json.WriteString("input_audio_format", encoding.BetaName());
        _frame.Json.WriteString("output_audio_format", encoding.BetaName());
        _frame.Json.WriteNull("input_audio_transcription");
        _frame.Json.WriteNull("turn_detection");
    }

    private void WriteVoice(AgentOptions options)
    {
        if (options.Voice is { } voice)
        {
            _frame.Json.WriteString("voice", voice.Text);
        }
    }

    private void WriteTools(IReadOnlyList<AgentTool> tools)
    {
        if (tools.Count == 0)
        {
            return;
        }

        _frame.Json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            _frame.Json.WriteStartObject();
            _frame.Json.WriteString("type", "function");
            _frame.Json.WriteString("name", tool.Name.Text);
            _frame.Json.WriteString("description", tool.Description.Text);
            _frame.Json.WritePropertyName("parameters");
            _frame.Json.WriteRawValue(tool.Parameters.Text);
            _frame.Json.WriteEndObject();
        }

        _frame.Json.WriteEndArray();
        _frame.Json.WriteString("tool_choice", "auto");
    }

    private ReadOnlyMemory<byte> CreateMessage(string role, string text, string type = "input_text")
    {
        Begin("conversation.item.create");
        _frame.Json.WriteStartObject("item");
        _frame.Json.WriteString("type", "message");
        _frame.Json.WriteString("role", role);
        _frame.Json.WriteStartArray("content");
        _frame.Json.WriteStartObject();
        _frame.Json.WriteString("type", type);
        _frame.Json.WriteString("text", text);
        _frame.Json.WriteEndObject();
        _frame.Json.WriteEndArray();
        _frame.Json.WriteEndObject();
        return End();
    }

    private ReadOnlyMemory<byte> Bare(string type)
    {
        Begin(type);
        return End();
    }

    private void Begin(string type)
    {
        _frame.Begin();
        _frame.Json.WriteString("type", type);
        _frame.Json.WriteString("event_id", EventIds.Format(++LastEventId));
    }

    private ReadOnlyMemory<byte> End() => _frame.End();
}
