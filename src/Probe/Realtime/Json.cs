using System.Text.Json;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>Reads members that a client may have written otherwise than expected: then they are null.</summary>
internal static class Json
{
    public static JsonObject? ParseObject(byte[] message)
    {
        try
        {
            return JsonNode.Parse(message) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonObject? Object(JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static string? Text(JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static double? Number(JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    public static bool? Flag(JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>Puts an update's members into a document: objects are merged, all else replaced.</summary>
    public static void Merge(JsonObject document, JsonObject update)
    {
        foreach (var (name, value) in update)
        {
            if (value is JsonObject inner && document[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                document[name] = value?.DeepClone();
            }
        }
    }
}
