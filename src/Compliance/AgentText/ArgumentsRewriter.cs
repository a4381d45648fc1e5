using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>Writes a tool call's arguments anew, with another text in the place of each string, number and name.</summary>
internal static class ArgumentsRewriter
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for HTML

    /// <param name="clear">Gets the name of the member that a value stands in, as words ("member id"), and the value; gives the text to write. The name is empty for a name.</param>
    /// <returns>Null when the text is no JSON.</returns>
    public static string? TryRewrite(string json, Func<string, string, string> clear)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Written))
            {
                Rewrite(document.RootElement, name: "", writer, clear);
            }

            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // not JSON, nested too deep, or half of a surrogate pair
        }
    }

    private static void Rewrite(JsonElement element, string name, Utf8JsonWriter writer, Func<string, string, string> clear)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(clear("", member.Name));
                    Rewrite(member.Value, WordsOf(member.Name), writer, clear);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Rewrite(item, name, writer, clear);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(clear(name, element.GetString()!));
                break;
            case JsonValueKind.Number:
                RewriteNumber(element.GetRawText(), name, writer, clear);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void RewriteNumber(string number, string name, Utf8JsonWriter writer, Func<string, string, string> clear)
    {
        var cleared = clear(name, number);
        if (cleared == number)
        {
            writer.WriteRawValue(number);
        }
        else
        {
            writer.WriteStringValue(cleared);
        }
    }

    /// <summary>"memberId" and "member_id" as they are said: "member id".</summary>
    private static string WordsOf(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var at = 0; at < name.Length; at++)
        {
            var isNext = at > 0 && char.IsUpper(name[at]) && char.IsLower(name[at - 1]);
            words.Append(isNext ? " " : "").Append(char.IsLetterOrDigit(name[at]) ? char.ToLowerInvariant(name[at]) : ' ');
        }

        return words.ToString();
    }
}
