using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>A request's body: JSON with places for arguments in its strings. Filled by writing JSON, never by joining text, so that a value stays a value whatever is in it.</summary>
/// <param name="template">Each string in it is a <see cref="TextTemplate"/>, names of members aside.</param>
public sealed class BodyTemplate(JsonElement template)
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for HTML

    /// <summary>What the places are called, in order.</summary>
    public IEnumerable<string> Places => PlacesIn(template);

    /// <summary>UTF-8 JSON. A string that is one place alone becomes the argument as it is, of whatever kind; where that was not given, its member or item is left out.</summary>
    /// <param name="valueOf">Null for an argument that was not given.</param>
    public byte[] Fill(Func<string, JsonElement?> valueOf)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, Written))
        {
            Write(writer, template, valueOf);
        }

        return body.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> PlacesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => PlacesIn(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(PlacesIn),
        JsonValueKind.String => TemplateOf(element).Places,
        _ => [],
    };

    private static void Write(Utf8JsonWriter writer, JsonElement element, Func<string, JsonElement?> valueOf)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(member => IsGiven(member.Value, valueOf)))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, valueOf);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray().Where(item => IsGiven(item, valueOf)))
                {
                    Write(writer, item, valueOf);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when TemplateOf(element) is { OnlyPlace: { } place }:
                if (valueOf(place) is { } whole)
                {
                    whole.WriteTo(writer);
                }
                else
                {
                    writer.WriteNullValue(); // the whole body: nowhere else is one written that was not given
                }

                break;
            case JsonValueKind.String:
                writer.WriteStringValue(TemplateOf(element).Fill(place => valueOf(place)?.ToString() ?? ""));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static bool IsGiven(JsonElement element, Func<string, JsonElement?> valueOf) =>
        element.ValueKind is not JsonValueKind.String || TemplateOf(element).OnlyPlace is not { } place || valueOf(place) is not null;

    private static TextTemplate TemplateOf(JsonElement text) =>
        TextTemplate.TryParse(text.GetString()!, out var template) ? template : throw new InvalidOperationException("A body's template was not checked when it was read.");
}
