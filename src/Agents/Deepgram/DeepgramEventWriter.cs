using System.Buffers;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Deepgram;

/// <summary>Writes our messages. Takes proofs and the protocol's own words alone: no member has a parameter for free text or bare bytes.</summary>
/// <remarks>What a member returns is good until the next call.</remarks>
internal sealed class DeepgramEventWriter(AgentAudioEncoding encoding) : IDisposable
{
    /// <summary>The transcriber that lets its client end the turns.</summary>
    private const string ListenModel = "flux-general-en";

    /// <summary>The most silence within a turn that it can be told to bear.</summary>
    private const int TurnTimeoutMilliseconds = 60_000;

    private static readonly MediaTime PieceLimit = MediaTime.FromMilliseconds(200);

    private readonly JsonFrame _frame = new();
    private readonly ArrayBufferWriter<byte> _piece = new();

    /// <summary><c>Settings</c>: the operator's words, the audio's encoding, the AI's own end of turn off, and nothing of the call for the training of models.</summary>
    /// <param name="options">The model is <c>TYPE/NAME</c>, of the provider that thinks.</param>
    public ReadOnlyMemory<byte> Settings(AgentOptions options)
    {
        Begin("Settings");
        _frame.Json.WriteBoolean("mip_opt_out", true);
        WriteAudio();
        _frame.Json.WriteStartObject("agent");
        WriteContext(options.ToldContext);
        WriteListen();
        WriteThink(options);
        WriteSpeak(options);
        _frame.Json.WriteEndObject();
        return _frame.End();
    }

    /// <summary>A binary message with the turn's next bytes; false when none are left.</summary>
    public bool TryTakeAudio(TurnAudioEncoder turn, out ReadOnlyMemory<byte> message)
    {
        _piece.ResetWrittenCount();
        if (turn.TryTake(PieceLimit, out var chunk))
        {
            _piece.Write(chunk);
        }

        message = _piece.WrittenMemory;
        return !message.IsEmpty;
    }

    public ReadOnlyMemory<byte> ForceEndTurn() => Bare("ForceEndTurn");

    public ReadOnlyMemory<byte> KeepAlive() => Bare("KeepAlive");

    /// <summary><c>InjectUserMessage</c>: a turn's text as the caller's, behind the notice that has waited for it.</summary>
    public ReadOnlyMemory<byte> Say(ReleasedText text, AgentNotice? before) =>
        Inject(before is { } notice ? $"{NoticeWords.Of(notice)} {text.Text}" : text.Text);

    /// <summary><c>InjectUserMessage</c>: how a secure capture ended. There is no other speaker than the caller to say it.</summary>
    public ReadOnlyMemory<byte> Tell(AgentNotice notice) => Inject(NoticeWords.Of(notice));

    /// <summary><c>FunctionCallResponse</c>, under the operator's name of the tool.</summary>
    public ReadOnlyMemory<byte> AnswerTool(OpenToolCall call, ToolResult result)
    {
        Begin("FunctionCallResponse");
        _frame.Json.WriteString("id", call.Id);
        _frame.Json.WriteString("name", NoticeWords.NameOf(call));
        _frame.Json.WriteString("content", NoticeWords.Of(result));
        return _frame.End();
    }

    public void Dispose() => _frame.Dispose();

    private void WriteAudio()
    {
        _frame.Json.WriteStartObject("audio");
        foreach (var direction in new[] { "input", "output" })
        {
            _frame.Json.WriteStartObject(direction);
            _frame.Json.WriteString("encoding", encoding switch
            {
                AgentAudioEncoding.Pcmu => "mulaw",
                AgentAudioEncoding.Pcma => "alaw",
                _ => "linear16",
            });
            _frame.Json.WriteNumber("sample_rate", encoding.SampleRate());
            if (direction is "output")
            {
                _frame.Json.WriteString("container", "none");
            }

            _frame.Json.WriteEndObject();
        }

        _frame.Json.WriteEndObject();
    }

    private void WriteContext(IReadOnlyList<RememberedTurn> turns)
    {
        if (turns.Count == 0)
        {
            return;
        }

        _frame.Json.WriteStartObject("context");
        _frame.Json.WriteStartArray("messages");
        foreach (var turn in turns)
        {
            _frame.Json.WriteStartObject();
            _frame.Json.WriteString("type", "History");
            _frame.Json.WriteString("role", turn is CallerSaid ? "user" : "assistant");
            _frame.Json.WriteString("content", RememberedWords.Of(turn));
            _frame.Json.WriteEndObject();
        }

        _frame.Json.WriteEndArray();
        _frame.Json.WriteEndObject();
    }

    /// <summary>At a threshold of 1 the AI ends no turn by itself.</summary>
    private void WriteListen()
    {
        _frame.Json.WriteStartObject("listen");
        _frame.Json.WriteStartObject("provider");
        _frame.Json.WriteString("type", "deepgram");
        _frame.Json.WriteString("version", "v2");
        _frame.Json.WriteString("model", ListenModel);
        _frame.Json.WriteNumber("eot_threshold", 1.0);
        _frame.Json.WriteNumber("eot_timeout_ms", TurnTimeoutMilliseconds);
        _frame.Json.WriteEndObject();
        _frame.Json.WriteEndObject();
    }

    private void WriteThink(AgentOptions options)
    {
        var model = options.Model.Text;
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        _frame.Json.WriteStartObject("think");
        _frame.Json.WriteStartObject("provider");
        _frame.Json.WriteString("type", model.AsSpan(0, Math.Max(slash, 0)));
        _frame.Json.WriteString("model", model.AsSpan(slash + 1));
        _frame.Json.WriteEndObject();
        _frame.Json.WriteString("prompt", options.Instructions.Text);
        if (options.Tools.Count > 0)
        {
            _frame.Json.WriteStartArray("functions");
            foreach (var tool in options.Tools)
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

        _frame.Json.WriteEndObject();
    }

    private void WriteSpeak(AgentOptions options)
    {
        if (options.Voice is not { } voice)
        {
            return;
        }

        _frame.Json.WriteStartObject("speak");
        _frame.Json.WriteStartObject("provider");
        _frame.Json.WriteString("type", "deepgram");
        _frame.Json.WriteString("model", voice.Text);
        _frame.Json.WriteEndObject();
        _frame.Json.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Inject(string content)
    {
        Begin("InjectUserMessage");
        _frame.Json.WriteString("content", content);
        return _frame.End();
    }

    private ReadOnlyMemory<byte> Bare(string type)
    {
        Begin(type);
        return _frame.End();
    }

    private void Begin(string type) => _frame.Begin().WriteString("type", type);
}
