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
/// <param name="Failed">The recognizers that failed, so that all of it is masked; null when none did.</param>
internal sealed record RedactedRow(string Id, string? Text, List<FoundSpan>? Spans, List<string>? Failed, List<RedactedTurn>? Turns);

/// <param name="Failed">As of a row.</param>
internal sealed record RedactedTurn(string? Speaker, string Text, List<FoundSpan> Spans, List<string>? Failed);

/// <param name="Start">UTF-16 units of the input; inside.</param>
/// <param name="End">UTF-16 units of the input; not inside.</param>
internal sealed record FoundSpan(int Start, int End, string Type, float Confidence, string Recognizer);
