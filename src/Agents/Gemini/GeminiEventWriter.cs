using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Gemini;

/// <summary>Writes the messages of <c>BidiGenerateContentClientMessage</c>. Takes proofs and the protocol's own words alone: no member has a parameter for free text or bare bytes.</summary>
/// <remarks>What a member returns is good until the next call.</remarks>
internal sealed class GeminiEventWriter : IDisposable
{
    private const string ModelPrefix = "models/";
    private static readonly MediaTime PieceLimit = MediaTime.FromMilliseconds(200);

    private readonly JsonFrame _frame = new();

    /// <summary><c>setup</c>: the operator's words, spoken answers with their text, and the AI's own activity detection off. Of the caller no transcript is asked for.</summary>
    public ReadOnlyMemory<byte> SetUp(AgentOptions options)
    {
        var json = _frame.Begin();
        json.WriteStartObject("setup");
        json.WriteString("model", options.Model.Text.Contains('/', StringComparison.Ordinal) ? options.Model.Text : ModelPrefix + options.Model.Text);
        WriteGeneration(options);
        json.WriteStartObject("systemInstruction");
        json.WriteStartArray("parts");
        json.WriteStartObject();
        json.WriteString("text", options.Instructions.Text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        WriteTools(options.Tools);
        json.WriteStartObject("realtimeInputConfig");
        json.WriteStartObject("automaticActivityDetection");
        json.WriteBoolean("disabled", true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("outputAudioTranscription");
        json.WriteEndObject();
        if (options.ToldContext.Count > 0)
        {
            json.WriteStartObject("historyConfig");
            json.WriteBoolean("initialHistoryInClientContent", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return _frame.End();
    }

    /// <summary><c>clientContent</c>: the talk before this session, which <c>setup</c> has announced.</summary>
    public ReadOnlyMemory<byte> Remind(IReadOnlyList<RememberedTurn> turns)
    {
        var json = _frame.Begin();
        json.WriteStartObject("clientContent");
        json.WriteStartArray("turns");
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteString("role", turn is CallerSaid ? "user" : "model");
            json.WriteStartArray("parts");
            json.WriteStartObject();
            json.WriteString("text", RememberedWords.Of(turn));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("turnComplete", true);
        json.WriteEndObject();
        return _frame.End();
    }

    public ReadOnlyMemory<byte> StartActivity() => Mark("activityStart");

    public ReadOnlyMemory<byte> EndActivity() => Mark("activityEnd");

    /// <summary><c>realtimeInput.audio</c> with the turn's next bytes; false when none are left.</summary>
    public bool TryAppendAudio(TurnAudioEncoder turn, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (!turn.TryTake(PieceLimit, out var chunk))
        {
            return false;
        }

        BeginInput();
        _frame.Json.WriteStartObject("audio");
        _frame.Json.WriteString("mimeType", "audio/pcm;rate=16000");
        _frame.Json.WriteBase64String("data", chunk);
        _frame.Json.WriteEndObject();
        message = EndInput();
        return true;
    }

    /// <summary><c>realtimeInput.text</c>: a turn's text as the caller's.</summary>
    public ReadOnlyMemory<byte> Say(ReleasedText text) => WriteText(text.Text);

    /// <summary><c>realtimeInput.text</c>: how a secure capture ended. There is no other speaker than the caller to say it.</summary>
    public ReadOnlyMemory<byte> Tell(AgentNotice notice) => WriteText(NoticeWords.Of(notice));

    /// <summary><c>toolResponse</c>: a call's outcome, under the operator's name of the tool.</summary>
    public ReadOnlyMemory<byte> AnswerTool(OpenToolCall call, ToolResult result)
    {
        var json = _frame.Begin();
        json.WriteStartObject("toolResponse");
        json.WriteStartArray("functionResponses");
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("name", NoticeWords.NameOf(call));
        json.WritePropertyName("response");
        json.WriteRawValue(NoticeWords.Of(result));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return _frame.End();
    }

    public void Dispose() => _frame.Dispose();

    private void WriteGeneration(AgentOptions options)
    {
        var json = _frame.Json;
        json.WriteStartObject("generationConfig");
        json.WriteStartArray("responseModalities");
        json.WriteStringValue("AUDIO");
        json.WriteEndArray();
        if (options.Voice is { } voice)
        {
            json.WriteStartObject("speechConfig");
            json.WriteStartObject("voiceConfig");
            json.WriteStartObject("prebuiltVoiceConfig");
            json.WriteString("voiceName", voice.Text);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteTools(IReadOnlyList<AgentTool> tools)
    {
        if (tools.Count == 0)
        {
            return;
        }

        var json = _frame.Json;
        json.WriteStartArray("tools");
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations");
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name.Text);
            json.WriteString("description", tool.Description.Text);
            json.WritePropertyName("parametersJsonSchema");
            json.WriteRawValue(tool.Parameters.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private ReadOnlyMemory<byte> Mark(string activity)
    {
        BeginInput();
        _frame.Json.WriteStartObject(activity);
        _frame.Json.WriteEndObject();
        return EndInput();
    }

    private ReadOnlyMemory<byte> WriteText(string text)
    {
        BeginInput();
        _frame.Json.WriteString("text", text);
        return EndInput();
    }

    private void BeginInput() => _frame.Begin().WriteStartObject("realtimeInput");

    private ReadOnlyMemory<byte> EndInput()
    {
        _frame.Json.WriteEndObject();
        return _frame.End();
    }
}
