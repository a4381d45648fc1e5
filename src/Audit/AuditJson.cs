using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Audit;

/// <summary>How events are written: members in the order of their declaration, nothing for what is null, labels as their text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(AuditLabelConverter), typeof(AuditTokenConverter)])]
[JsonSerializable(typeof(AuditEvent))]
internal sealed partial class AuditJson : JsonSerializerContext;

internal sealed class AuditLabelConverter : JsonConverter<AuditLabel>
{
    /// <summary>Labels are made of source and policies alone: none is ever read.</summary>
    public override AuditLabel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A label is made of the product's own words and of a policy's, never read.");

    public override void Write(Utf8JsonWriter writer, AuditLabel value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}

internal sealed class AuditTokenConverter : JsonConverter<AuditToken>
{
    /// <summary>Tokens come from a call alone: none is ever read.</summary>
    public override AuditToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A token is made by a call's vault, never read.");

    public override void Write(Utf8JsonWriter writer, AuditToken value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
