using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>Settings as JSON: what is written without quotes and is a JSON number, <c>true</c>, <c>false</c> or <c>null</c> is that; everything else is text.</summary>
internal static partial class ConfigJson
{
    public static JsonElement ElementOf(ConfigNode node) => JsonElement.Parse(NodeOf(node)?.ToJsonString() ?? "null");

    private static JsonNode? NodeOf(ConfigNode node) => node switch
    {
        ConfigMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, NodeOf(entry.Value)))),
        ConfigList list => new JsonArray([.. list.Items.Select(NodeOf)]),
        ConfigScalar { IsPlain: true, Text: "" or "null" } => null,
        ConfigScalar { IsPlain: true, Text: "true" } => JsonValue.Create(true),
        ConfigScalar { IsPlain: true, Text: "false" } => JsonValue.Create(false),
        ConfigScalar { IsPlain: true } scalar when Number.IsMatch(scalar.Text) => JsonNode.Parse(scalar.Text),
        ConfigScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException("A setting of no known kind."),
    };

    /// <summary>RFC 8259 section 6.</summary>
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number { get; }
}
