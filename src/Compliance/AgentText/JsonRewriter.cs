using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>Writes JSON anew, with another text in the place of each string, number and name of a member.</summary>
internal static class JsonRewriter
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for HTML

    /// <param name="clear">Gives the text to write for a value. A number stays one when it gets its own text back.</param>
    /// <param name="isHidden">Whether a part is left out whole; gets its path. Null for none.</param>
    /// <returns>Null when the text is no JSON.</returns>
    public static string? TryRewrite(string json, Func<JsonLeaf, string> clear, Func<IReadOnlyList<string>, bool>? isHidden = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Written))
            {
                new Rewriting(writer, clear, isHidden ?? (_ => false)).Rewrite(document.RootElement);
            }

            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // not JSON, nested too deep, or half of a surrogate pair
        }
    }

    private sealed class Rewriting(Utf8JsonWriter writer, Func<JsonLeaf, string> clear, Func<IReadOnlyList<string>, bool> isHidden)
    {
        private readonly List<string> _path = [];

        public void Rewrite(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case var _ when isHidden(_path):
                    writer.WriteStringValue("[withheld]");
                    break;
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var member in element.EnumerateObject())
                    {
                        writer.WritePropertyName(clear(new JsonLeaf(_path, member.Name, IsName: true)));
                        RewriteBelow(member.Name, member.Value);
                    }

                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    var at = 0;
                    foreach (var item in element.EnumerateArray())
                    {
                        RewriteBelow($"{at++}", item);
                    }

                    writer.WriteEndArray();
                    break;
                case JsonValueKind.String:
                    writer.WriteStringValue(clear(new JsonLeaf(_path, element.GetString()!, IsName: false)));
                    break;
                case JsonValueKind.Number:
                    RewriteNumber(element.GetRawText());
                    break;
                default:
                    element.WriteTo(writer);
                    break;
            }
        }

        private void RewriteBelow(string step, JsonElement element)
        {
            _path.Add(step);
            Rewrite(element);
            _path.RemoveAt(_path.Count - 1);
        }

        private void RewriteNumber(string number)
        {
            var cleared = clear(new JsonLeaf(_path, number, IsName: false));
            if (cleared == number)
            {
                writer.WriteRawValue(number);
            }
            else
            {
                writer.WriteStringValue(cleared);
            }
        }
    }
}
