using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>All that may stand in a frame that leaves: the members, and the values that are not fixed.</summary>
internal static class AllowedFrames
{
    private static readonly HashSet<string> Paths = new(StringComparer.Ordinal)
    {
        "type", "event_id", "audio", "item_id", "content_index", "audio_end_ms",
        "item.type", "item.role", "item.content[].type", "item.content[].text",
        "session.type", "session.instructions", "session.output_modalities[]",
        "session.audio.input.format.type", "session.audio.input.format.rate", "session.audio.input.transcription", "session.audio.input.turn_detection",
        "session.audio.output.format.type", "session.audio.output.format.rate", "session.audio.output.voice",
        "session.modalities[]", "session.voice", "session.input_audio_format", "session.output_audio_format",
        "session.input_audio_transcription", "session.turn_detection",
        "session.tools[].type", "session.tools[].name", "session.tools[].description", "session.tools[].parameters.type", "session.tool_choice",
        "item.call_id", "item.output",
    };

    private static readonly HashSet<string> FreeText = new(StringComparer.Ordinal) { "audio", "item.content[].text", "session.instructions", "session.voice", "session.audio.output.voice", "session.tools[].name", "session.tools[].description" };

    private static readonly HashSet<string> ProtocolsWords = new(StringComparer.Ordinal)
    {
        "session.update", "input_audio_buffer.append", "input_audio_buffer.commit", "input_audio_buffer.clear",
        "conversation.item.create", "conversation.item.truncate", "response.create", "response.cancel",
        "realtime", "message", "user", "input_text", "assistant", "output_text", "audio", "text", "audio/pcm", "audio/pcmu", "audio/pcma", "pcm16", "g711_ulaw", "g711_alaw",
        "function", "object", "auto", "function_call_output", "system",
        """{"status":"started"}""", """{"error":"unknown_tool"}""", """{"error":"invalid_arguments"}""",
    };

    /// <summary>What stands in a frame and may not; empty when all is well.</summary>
    public static IEnumerable<string> Violations(JsonNode frame) => Leaves(frame, "").Where(leaf => !IsAllowed(leaf.Path, leaf.Value)).Select(leaf => $"{leaf.Path}: {leaf.Value}");

    private static bool IsAllowed(string path, string value) =>
        Paths.Contains(path) && (FreeText.Contains(path) || path switch
        {
            "event_id" => value.StartsWith("event_", StringComparison.Ordinal) && int.TryParse(value.AsSpan(6), out _),
            "item.call_id" => value.StartsWith("call_", StringComparison.Ordinal),
            "item_id" => value.StartsWith("item_", StringComparison.Ordinal),
            _ => value.Length == 0 || int.TryParse(value, out _) || ProtocolsWords.Contains(value),
        });

    /// <summary>Every value of a frame with its path.</summary>
    public static IEnumerable<(string Path, string Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray elements => elements.SelectMany(element => Leaves(element, $"{path}[]")),
        null => [(path, "")],
        _ => [(path, node.ToString())],
    };
}
