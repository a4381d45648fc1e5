using System.Text.Json;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>Reads fields of a peer's JSON that may be missing or of another kind. Whatever is wrong gives null: nothing of a message gets into an exception.</summary>
internal static class JsonFields
{
    private const int LongestId = 128;

    /// <summary>Parses one whole message and reads it.</summary>
    /// <returns>What <paramref name="read"/> makes of it; null when it is no JSON, or has a string that is no text.</returns>
    public static T? Parse<T>(ReadOnlyMemory<byte> message, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return read(document.RootElement);
        }
        catch (JsonException) // not JSON; its message quotes the text
        {
            return null;
        }
        catch (InvalidOperationException) // JSON, but a string in it is not UTF-16; likewise
        {
            return null;
        }
    }

    /// <summary>An id as vendors make them: short, printable, no spaces. Ids go into logs and come back to us from the call's loop.</summary>
    public static string? ReadId(this JsonElement element, string name) =>
        element.ReadString(name) is { Length: > 0 and <= LongestId } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':') ? id : null;

    public static string? ReadString(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Samples in base64; null when they are none, or no whole number of them.</summary>
    public static short[]? ReadSamples(this JsonElement element, string name, AgentAudioEncoding encoding) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out var bytes) ? encoding.Decode(bytes) : null;

    /// <summary>Of kind <see cref="JsonValueKind.Undefined"/> when there is no such member.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
}
