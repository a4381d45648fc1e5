using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Reads the server's events. Both dialects' names are understood. Whatever is wrong gives false: nothing of a message gets into an exception.</summary>
internal sealed class ServerEventParser(AgentProtocol protocol, AgentAudioEncoding encoding)
{
    private const int LongestId = 128;

    private static readonly FrozenSet<string> UninterestingTypes = FrozenSet.Create(
        StringComparer.Ordinal,
        "conversation.created",
        "conversation.item.added",
        "conversation.item.created",
        "conversation.item.deleted",
        "conversation.item.done",
        "conversation.item.retrieved",
        "conversation.item.truncated",
        "input_audio_buffer.cleared",
        "input_audio_buffer.committed",
        "rate_limits.updated",
        "response.audio.done",
        "response.content_part.added",
        "response.content_part.done",
        "response.function_call_arguments.delta", // the whole call stands in response.output_item.done
        "response.function_call_arguments.done",
        "response.output_audio.done",
        "response.output_item.added");

    /// <param name="message">One whole text message.</param>
    /// <returns>False when it is not JSON, or an event of the protocol without what the protocol demands of it.</returns>
    public bool TryParse(ReadOnlyMemory<byte> message, out ServerEvent serverEvent)
    {
        ServerEvent? parsed;
        try
        {
            using var document = JsonDocument.Parse(message);
            parsed = Read(document.RootElement);
        }
        catch (JsonException) // not JSON; its message quotes the text
        {
            parsed = null;
        }
        catch (InvalidOperationException) // JSON, but a string in it is not UTF-16; likewise
        {
            parsed = null;
        }

        serverEvent = parsed ?? UnknownEvent.Instance;
        return parsed is not null;
    }

    private ServerEvent? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object || ReadString(root, "type") is not { } type)
        {
            return null;
        }

        return type switch
        {
            "session.created" => ReadMember(root, "session", session => new SessionCreated(ReadId(session, "id") ?? "")),
            "session.updated" => ReadMember(root, "session", session => new SessionUpdated(SessionConfirmation.Compare(session, protocol, encoding))),
            "response.created" => ReadMember(root, "response", response => ReadId(response, "id") is { } id ? new ResponseCreated(id) : null),
            "response.output_audio.delta" or "response.audio.delta" => ReadAudio(root),
            "response.output_audio_transcript.delta" or "response.audio_transcript.delta" => ReadTranscript(root, "delta", isFinal: false),
            "response.output_audio_transcript.done" or "response.audio_transcript.done" => ReadTranscript(root, "transcript", isFinal: true),
            "response.output_item.done" => ReadMember(root, "item", ReadItem),
            "response.done" => ReadMember(root, "response", ReadDone),
            "error" => ReadMember(root, "error", ReadError),
            _ => UninterestingTypes.Contains(type) ? Uninteresting.Instance : UnknownEvent.Instance,
        };
    }

    private AudioDelta? ReadAudio(JsonElement root)
    {
        if (ReadId(root, "item_id") is not { } item
            || !root.TryGetProperty("delta", out var delta)
            || delta.ValueKind is not JsonValueKind.String
            || !delta.TryGetBytesFromBase64(out var bytes)
            || bytes.Length % encoding.BytesPerSample() != 0)
        {
            return null;
        }

        return new AudioDelta(item, Decode(bytes));
    }

    private short[] Decode(byte[] bytes)
    {
        if (encoding.G711() is not { } codec)
        {
            return MemoryMarshal.Cast<byte, short>(bytes).ToArray(); // little-endian on both sides
        }

        var samples = new short[bytes.Length];
        codec.Decode(bytes, samples);
        return samples;
    }

    private static TranscriptDelta? ReadTranscript(JsonElement root, string member, bool isFinal) =>
        ReadId(root, "item_id") is { } item && ReadString(root, member) is { } text
            ? new TranscriptDelta(item, new Sensitive<string>(text), isFinal)
            : null;

    /// <summary>Of the items of an answer only whole tool calls matter: one that was cut off is as if it had not been.</summary>
    private static ServerEvent? ReadItem(JsonElement item)
    {
        if (ReadString(item, "type") is not "function_call" || ReadString(item, "status") is "incomplete")
        {
            return Uninteresting.Instance;
        }

        return ReadId(item, "call_id") is { } id && ReadString(item, "name") is { } name && ReadString(item, "arguments") is { } arguments
            ? new ToolCallDone(id, new Sensitive<string>(name), new Sensitive<string>(arguments))
            : null;
    }

    private static ResponseDone? ReadDone(JsonElement response)
    {
        if (ReadId(response, "id") is not { } id)
        {
            return null;
        }

        var reason = ReadString(response, "status") switch
        {
            "completed" => AnswerEndReason.Completed,
            "cancelled" => AnswerEndReason.Cancelled,
            "incomplete" => AnswerEndReason.Incomplete,
            _ => AnswerEndReason.Failed,
        };
        var error = response.TryGetProperty("status_details", out var details) && details.ValueKind is JsonValueKind.Object
            && details.TryGetProperty("error", out var found) && found.ValueKind is JsonValueKind.Object ? found : default;
        return new ResponseDone(id, reason, Describe(error));
    }

    private static ErrorEvent ReadError(JsonElement error) => new(Describe(error), EventIds.Parse(ReadString(error, "event_id")));

    private static string Describe(JsonElement error) => ErrorCodes.Describe(ReadString(error, "code"), ReadString(error, "type"));

    private static ServerEvent? ReadMember(JsonElement root, string name, Func<JsonElement, ServerEvent?> read) =>
        root.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Object ? read(member) : null;

    /// <summary>An id as vendors make them: short, printable, no spaces. Ids go into logs and come back to us from the call's loop.</summary>
    private static string? ReadId(JsonElement element, string name) =>
        ReadString(element, name) is { Length: > 0 and <= LongestId } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':') ? id : null;

    private static string? ReadString(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
