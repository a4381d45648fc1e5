using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>Writes our messages: docs/plain-agent.md. Takes proofs and the protocol's own words alone: no member has a parameter for free text or bare bytes.</summary>
/// <remarks>What a member returns is good until the next call.</remarks>
internal sealed class PlainEventWriter(AgentAudioEncoding encoding) : IDisposable
{
    private const int Version = 1;
    private static readonly MediaTime PieceLimit = MediaTime.FromMilliseconds(200);

    private readonly JsonFrame _frame = new();

    /// <summary><c>session.start</c>: the operator's words, the audio's encoding, what the AI will get, and the tools.</summary>
    public ReadOnlyMemory<byte> StartSession(AgentOptions options)
    {
        Begin("session.start");
        _frame.Json.WriteNumber("version", Version);
        _frame.Json.WriteString("model", options.Model.Text);
        if (options.Voice is { } voice)
        {
            _frame.Json.WriteString("voice", voice.Text);
        }

        _frame.Json.WriteString("instructions", options.Instructions.Text);
        _frame.Json.WriteStartObject("audio");
        _frame.Json.WriteString("encoding", NameOf(encoding));
        _frame.Json.WriteNumber("rate", encoding.SampleRate());
        _frame.Json.WriteEndObject();
        _frame.Json.WriteBoolean("sends_audio", options.SendsAudio);
        _frame.Json.WriteBoolean("sends_text", options.SendsText);
        WriteTools(options.Tools);
        return _frame.End();
    }

    /// <summary><c>context</c>: the talk before this session.</summary>
    public ReadOnlyMemory<byte> Remind(IReadOnlyList<RememberedTurn> turns)
    {
        Begin("context");
        _frame.Json.WriteStartArray("turns");
        foreach (var turn in turns)
        {
            _frame.Json.WriteStartObject();
            _frame.Json.WriteString("speaker", turn is CallerSaid ? "caller" : "ai");
            _frame.Json.WriteString("text", RememberedWords.Of(turn));
            _frame.Json.WriteEndObject();
        }

        _frame.Json.WriteEndArray();
        return _frame.End();
    }

    /// <summary><c>turn.audio</c> with the turn's next bytes; false when none are left.</summary>
    public bool TryAppendAudio(TurnAudioEncoder turn, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (!turn.TryTake(PieceLimit, out var chunk))
        {
            return false;
        }

        Begin("turn.audio");
        _frame.Json.WriteBase64String("audio", chunk);
        message = _frame.End();
        return true;
    }

    public ReadOnlyMemory<byte> ClearTurn()
    {
        Begin("turn.clear");
        return _frame.End();
    }

    /// <summary><c>turn.end</c>: the caller has spoken; this answer is wanted, and none before it.</summary>
    /// <param name="text">Null when the AI gets no text.</param>
    public ReadOnlyMemory<byte> EndTurn(AnswerNumber answer, ReleasedText? text)
    {
        BeginFor(answer, "turn.end");
        if (text is not null)
        {
            _frame.Json.WriteString("text", text.Text);
        }

        return _frame.End();
    }

    /// <summary><c>tool.result</c>: how a call went; this answer is wanted behind those before it.</summary>
    /// <param name="call">Null when there is no such call: then only the answer is asked for.</param>
    public ReadOnlyMemory<byte> ToolResult(AnswerNumber answer, OpenToolCall? call, ToolResult result)
    {
        BeginFor(answer, "tool.result");
        if (call is not null)
        {
            _frame.Json.WriteString("call", call.Id);
            _frame.Json.WritePropertyName("result");
            _frame.Json.WriteRawValue(NoticeWords.Of(result));
        }

        return _frame.End();
    }

    /// <summary><c>notice</c>: a secure capture is over; this answer is wanted behind those before it.</summary>
    public ReadOnlyMemory<byte> Notice(AnswerNumber answer, AgentNotice notice)
    {
        BeginFor(answer, "notice");
        _frame.Json.WritePropertyName("notice");
        _frame.Json.WriteRawValue(NoticeWords.Of(notice));
        return _frame.End();
    }

    /// <summary><c>answer.stop</c>: from this answer on nothing is wanted, and of this one no more was heard.</summary>
    public ReadOnlyMemory<byte> StopAnswer(AnswerNumber answer, MediaTime heard)
    {
        BeginFor(answer, "answer.stop");
        _frame.Json.WriteNumber("heard_ms", (long)heard.TotalMilliseconds);
        return _frame.End();
    }

    public ReadOnlyMemory<byte> EndSession()
    {
        Begin("session.end");
        return _frame.End();
    }

    public void Dispose() => _frame.Dispose();

    /// <summary>What the protocol calls an encoding.</summary>
    internal static string NameOf(AgentAudioEncoding encoding) => encoding switch
    {
        AgentAudioEncoding.Pcmu => "pcmu",
        AgentAudioEncoding.Pcma => "pcma",
        _ => "pcm16",
    };

    private void WriteTools(IReadOnlyList<AgentTool> tools)
    {
        _frame.Json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            _frame.Json.WriteStartObject();
            _frame.Json.WriteString("name", tool.Name.Text);
            _frame.Json.WriteString("description", tool.Description.Text);
            _frame.Json.WritePropertyName("parameters");
            _frame.Json.WriteRawValue(tool.Parameters.Text);
            _frame.Json.WriteEndObject();
        }

        _frame.Json.WriteEndArray();
    }

    private void Begin(string type)
    {
        _frame.Begin();
        _frame.Json.WriteString("type", type);
    }

    private void BeginFor(AnswerNumber answer, string type)
    {
        Begin(type);
        _frame.Json.WriteNumber("answer", answer.Value);
    }
}
