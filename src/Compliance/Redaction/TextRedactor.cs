using System.Text;
using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.Redaction;

/// <summary>
/// Puts a token such as <c>[CREDIT_CARD_1]</c> in the place of each entity. One a call or document: numbers count per type from 1, and the same
/// value gets the same token, in whatever spoken form it comes back. Not thread-safe. It holds the values, so it lives no longer than the call.
/// </summary>
public sealed class TextRedactor(EntityDetector detector)
{
    private readonly Dictionary<(string Type, string Value), int> _numbers = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <param name="entities">Of this text, in order, without overlaps: as <see cref="EntityDetector.Detect"/> gives them.</param>
    public string Redact(string text, IEnumerable<Entity> entities)
    {
        var redacted = new StringBuilder(text.Length);
        var kept = 0;
        foreach (var entity in entities)
        {
            redacted.Append(text, kept, entity.Span.Start - kept).Append(TokenFor(text, entity));
            kept = entity.Span.End;
        }

        return redacted.Append(text, kept, text.Length - kept).ToString();
    }

    private string TokenFor(string text, Entity entity)
    {
        var key = (entity.TypeName, detector.ValueOf(text, entity));
        if (!_numbers.TryGetValue(key, out var number))
        {
            _counts[entity.TypeName] = number = _counts.GetValueOrDefault(entity.TypeName) + 1;
            _numbers.Add(key, number);
        }

        return $"[{entity.TypeName}_{number}]";
    }
}
