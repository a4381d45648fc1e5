using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>The rows that <c>cvp redact text</c> reads and writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TextRow))]
[JsonSerializable(typeof(RedactedRow))]
internal sealed partial class RedactTextJson : JsonSerializerContext;

internal sealed record TextRow(string? Id, string? Text, List<TextTurn>? Turns);

internal sealed record TextTurn(string? Speaker, string? Text);

/// <param name="Text">Masked; null in a row of turns.</param>
/// <param name="Spans">Null in a row of turns.</param>
internal sealed record RedactedRow(string Id, string? Text, List<FoundSpan>? Spans, List<RedactedTurn>? Turns);

internal sealed record RedactedTurn(string? Speaker, string Text, List<FoundSpan> Spans);

/// <param name="Start">UTF-16 units of the input; inside.</param>
/// <param name="End">UTF-16 units of the input; not inside.</param>
internal sealed record FoundSpan(int Start, int End, string Type, float Confidence, string Recognizer);
