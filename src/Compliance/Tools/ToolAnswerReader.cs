using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>
/// Looks for identifiers in a back end's answer: in every string, every number and every member's name, behind the names that they stand under, which
/// announce them. A member whose name says what stands in it (<see cref="AnswerFields"/>) is one whole identifier when the detector finds less in it.
/// </summary>
/// <remarks>Holds nothing of a call: from any thread. It takes time linear in the answer, so it is not for the call's loop.</remarks>
public sealed class ToolAnswerReader(IEntityDetector detector, ToolAnswerPolicy policy)
{
    /// <param name="body">JSON, or text of no form, which is read as one string.</param>
    /// <returns>Null when it should be JSON and is not.</returns>
    public ToolAnswerReading? Read(Sensitive<string> body, bool isJson)
    {
        var json = isJson ? body.Reveal() : $"\"{JsonEncodedText.Encode(body.Reveal())}\"";
        var leaves = ImmutableArray.CreateBuilder<ToolAnswerReading.ReadLeaf>();
        var isRead = JsonRewriter.TryRewrite(json, leaf => Look(leaf, leaves), IsHidden) is not null;
        return isRead ? new ToolAnswerReading(json, leaves.ToImmutable()) : null;
    }

    internal bool IsHidden(IReadOnlyList<string> path) => policy.Hide.Any(pointer => pointer.Covers(path));

    private string Look(JsonLeaf leaf, ImmutableArray<ToolAnswerReading.ReadLeaf>.Builder leaves)
    {
        var announced = leaf.FullName is { Length: > 0 } name ? $"{name}: " : "";
        var text = announced + Figures(leaf.Text);
        var isKept = policy.Keep.Any(pointer => pointer.Covers(leaf.Path));
        var found = detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true);
        var entities = isKept && found.FailedRecognizers.IsEmpty ? [.. found.Entities.Where(entity => IsNeverKept(entity.Type))] : found.Entities;
        if (!isKept && AnswerFields.TypeOf(leaf.Name) is { } type && leaf.Text.Any(char.IsLetterOrDigit) && !entities.Any(entity => entity.Span.Start <= announced.Length && entity.Span.End >= text.Length))
        {
            entities = [new Entity(type, new TextSpan(announced.Length, text.Length), 1, typeof(AnswerFields))];
        }

        leaves.Add(new ToolAnswerReading.ReadLeaf(text, announced.Length, entities, isKept));
        return leaf.Text;
    }

    /// <summary>A number that is nobody's may be kept though the detector does not know what it is; a card's, a security code and a PIN may not.</summary>
    private static bool IsNeverKept(EntityType type) => type is not EntityType.UnknownNumber && UnsafeActions.ReasonAgainst(type, TextAction.Keep) is not null;

    /// <summary>The figures of a number that is written with an exponent, or with zeros behind its point: 4.539148034267913e15.</summary>
    private static string Figures(string text) =>
        text.Length is > 0 and < 64 && (char.IsAsciiDigit(text[0]) || text[0] == '-') && text.AsSpan().ContainsAny('e', 'E', '.')
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? decimal.IsInteger(number) ? decimal.Truncate(number).ToString(CultureInfo.InvariantCulture) : text
            : text;
}
