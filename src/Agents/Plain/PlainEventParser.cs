using System.Text.Json;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>Reads the AI's messages: docs/plain-agent.md. Whatever is wrong gives false: nothing of a message gets into an exception.</summary>
internal sealed class PlainEventParser(AgentAudioEncoding encoding)
{
    private static readonly string[] Codes = ["busy", "internal", "invalid_message", "not_supported"];

    /// <param name="message">One whole text message.</param>
    /// <returns>False when it is not JSON, or a message of the protocol without what the protocol demands of it.</returns>
    public bool TryParse(ReadOnlyMemory<byte> message, out PlainEvent plainEvent)
    {
        var parsed = JsonFields.Parse(message, Read);
        plainEvent = parsed ?? UnknownPlainEvent.Instance;
        return parsed is not null;
    }

    private PlainEvent? Read(JsonElement root) => root.ReadString("type") switch
    {
        null => null,
        "session.started" => root.ReadId("session") is { } id ? new SessionStarted(id, IsAsked(root.Member("audio"))) : null,
        "answer.audio" => ReadAnswer(root) is { } answer && root.ReadSamples("audio", encoding) is { } samples ? new AnswerAudio(answer, samples) : null,
        "answer.text" => ReadAnswer(root) is { } answer && root.ReadString("text") is { } text
            ? new AnswerText(answer, new Sensitive<string>(text), root.Member("final").ValueKind is JsonValueKind.True)
            : null,
        "tool.call" => root.ReadId("call") is { } call && root.ReadString("name") is { } name && root.ReadString("arguments") is { } arguments
            ? new ToolCalled(call, new Sensitive<string>(name), new Sensitive<string>(arguments))
            : null,
        "answer.end" => ReadAnswer(root) is { } answer ? new AnswerOver(answer, ReadReason(root)) : null,
        "error" => new PlainError(Array.Find(Codes, code => code == root.ReadString("code")) ?? "other"),
        "session.end" => SessionOver.Instance,
        _ => UnknownPlainEvent.Instance,
    };

    private bool IsAsked(JsonElement audio) =>
        audio.ReadString("encoding") == PlainEventWriter.NameOf(encoding)
        && audio.Member("rate") is { ValueKind: JsonValueKind.Number } rate && rate.TryGetInt32(out var hertz) && hertz == encoding.SampleRate();

    private static AnswerNumber? ReadAnswer(JsonElement root) =>
        root.Member("answer") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value > 0 ? new AnswerNumber(value) : null;

    private static AnswerEndReason ReadReason(JsonElement root) => root.ReadString("status") switch
    {
        "completed" => AnswerEndReason.Completed,
        "incomplete" => AnswerEndReason.Incomplete,
        _ => AnswerEndReason.Failed,
    };
}
