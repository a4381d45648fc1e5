using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>Writes a schema as a voice AI is told it: JSON Schema alone, with what <c>x-token</c> asks for in the description's words.</summary>
public static class ArgumentSchemaJson
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for HTML

    public static string TextOf(ArgumentSchema schema)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Written))
        {
            Write(writer, schema);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, ArgumentSchema schema)
    {
        writer.WriteStartObject();
        if (schema.Kind is { } kind)
        {
            writer.WriteString("type", ConfigWords<ArgumentKind>.Of(kind));
        }

        WriteText(writer, "description", DescriptionOf(schema));
        if (!schema.Values.IsEmpty)
        {
            writer.WriteStartArray("enum");
            foreach (var value in schema.Values)
            {
                value.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        WriteCount(writer, "minLength", schema.LeastLength, unless: 0);
        WriteCount(writer, "maxLength", schema.MostLength, unless: int.MaxValue);
        WriteText(writer, "pattern", schema.Pattern?.Written);
        WriteNumber(writer, "minimum", schema.Minimum);
        WriteNumber(writer, "maximum", schema.Maximum);
        WriteCount(writer, "minItems", schema.LeastItems, unless: 0);
        WriteCount(writer, "maxItems", schema.MostItems, unless: int.MaxValue);
        if (schema.Items is { } items)
        {
            writer.WritePropertyName("items");
            Write(writer, items);
        }

        if (schema.Kind is ArgumentKind.Object)
        {
            WriteMembers(writer, schema);
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, ArgumentSchema schema)
    {
        writer.WriteStartObject("properties");
        foreach (var (name, property) in schema.Properties)
        {
            writer.WritePropertyName(name);
            Write(writer, property);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var name in schema.Required)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", schema.AllowsOthers);
    }

    private static string? DescriptionOf(ArgumentSchema schema)
    {
        if (schema.TokenTypes.IsEmpty)
        {
            return schema.Description;
        }

        var tokens = string.Join(" or ", schema.TokenTypes.Select(type => $"[{type}_1]"));
        var token = $"What stands in the conversation for the value, exactly as it is written there, such as {tokens}.";
        return schema.Description is { } description ? $"{description} {token}" : token;
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, int count, int unless)
    {
        if (count != unless)
        {
            writer.WriteNumber(name, count);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } written)
        {
            writer.WriteNumber(name, written);
        }
    }
}
