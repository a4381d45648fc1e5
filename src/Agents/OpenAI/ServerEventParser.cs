using System.Collections.Frozen;
using System.Text.Json;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Reads the server's events. Both dialects' names are understood. Whatever is wrong gives false: nothing of a message gets into an exception.</summary>
internal sealed class ServerEventParser(AgentProtocol protocol, AgentAudioEncoding encoding)
{
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
        var parsed = JsonFields.Parse(message, Read);
        serverEvent = parsed ?? UnknownEvent.Instance;
        return parsed is not null;
    }

    private ServerEvent? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object || root.ReadString("type") is not { } type)
        {
            return null;
        }

        return type switch
        {
            "session.created" => ReadMember(root, "session", session => new SessionCreated(session.ReadId("id") ?? "")),
            "session.updated" => ReadMember(root, "session", session => new SessionUpdated(SessionConfirmation.Compare(session, protocol, encoding))),
            "response.created" => ReadMember(root, "response", response => response.ReadId("id") is { } id ? new ResponseCreated(id) : null),
            "response.output_audio.delta" or "response.audio.delta" => ReadAudio(root),
            "response.output_audio_transcript.delta" or "response.audio_transcript.delta" => ReadTranscript(root, "delta", isFinal: false),
            "response.output_audio_transcript.done" or "response.audio_transcript.done" => ReadTranscript(root, "transcript", isFinal: true),
            "response.output_item.done" => ReadMember(root, "item", ReadItem),
            "response.done" => ReadMember(root, "response", ReadDone),
            "error" => ReadMember(root, "error", ReadError),
            _ => UninterestingTypes.Contains(type) ? Uninteresting.Instance : UnknownEvent.Instance,
        };
    }

    private AudioDelta? ReadAudio(JsonElement root) =>
        root.ReadId("item_id") is { } item && root.ReadSamples("delta", encoding) is { } samples ? new AudioDelta(item, samples) : null;

    private static TranscriptDelta? ReadTranscript(JsonElement root, string member, bool isFinal) =>
        root.ReadId("item_id") is { } item && root.ReadString(member) is { } text
            ? new TranscriptDelta(item, new Sensitive<string>(text), isFinal)
            : null;

    /// <summary>Of the items of an answer only whole tool calls matter: one that was cut off is as if it had not been.</summary>
    private static ServerEvent? ReadItem(JsonElement item)
    {
        if (item.ReadString("type") is not "function_call" || item.ReadString("status") is "incomplete")
        {
            return Uninteresting.Instance;
        }

        return item.ReadId("call_id") is { } id && item.ReadString("name") is { } name && item.ReadString("arguments") is { } arguments
            ? new ToolCallDone(id, new Sensitive<string>(name), new Sensitive<string>(arguments))
            : null;
    }

    private static ResponseDone? ReadDone(JsonElement response)
    {
        if (response.ReadId("id") is not { } id)
        {
            return null;
        }

        var reason = response.ReadString("status") switch
        {
            "completed" => AnswerEndReason.Completed,
            "cancelled" => AnswerEndReason.Cancelled,
            "incomplete" => AnswerEndReason.Incomplete,
            _ => AnswerEndReason.Failed,
        };
        var error = response.Member("status_details").Member("error");
        return new ResponseDone(id, reason, Describe(error));
    }

    private static ErrorEvent ReadError(JsonElement error) => new(Describe(error), EventIds.Parse(error.ReadString("event_id")));

    private static string Describe(JsonElement error) => ErrorCodes.Describe(error.ReadString("code"), error.ReadString("type"));

    private static ServerEvent? ReadMember(JsonElement root, string name, Func<JsonElement, ServerEvent?> read) =>
        root.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Object ? read(member) : null;
}
