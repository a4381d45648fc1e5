using System.Collections.Immutable;
using System.Text.Json;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>
/// What a tool's arguments must be: JSON Schema 2020-12, of which <c>type</c> (one word), <c>properties</c>, <c>required</c>,
/// <c>additionalProperties</c> (true or false), <c>enum</c>, <c>const</c>, <c>minLength</c>, <c>maxLength</c>, <c>pattern</c>, <c>minimum</c>,
/// <c>maximum</c>, <c>items</c>, <c>minItems</c>, <c>maxItems</c> and <c>description</c> are known, and one keyword of this product's own:
/// <c>x-token</c>, the types of which the text must be a token of the call. Whatever is not known is an error of the policy, so that nothing is
/// silently not checked.
/// </summary>
/// <remarks>Judges only; keeps nothing of what it judges and says nothing of it. Safe from several threads.</remarks>
public sealed record ArgumentSchema
{
    /// <summary>Null where values of every kind are taken.</summary>
    public ArgumentKind? Kind { get; init; }

    public string? Description { get; init; }

    public ImmutableSortedDictionary<string, ArgumentSchema> Properties { get; init; } = ImmutableSortedDictionary<string, ArgumentSchema>.Empty;

    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Members that <see cref="Properties"/> does not name are taken, and nothing is done with them.</summary>
    public bool AllowsOthers { get; init; } = true;

    /// <summary>Of <c>enum</c> and <c>const</c>; empty where every value is taken.</summary>
    public ImmutableArray<JsonElement> Values { get; init; } = [];

    /// <summary>In Unicode characters.</summary>
    public int LeastLength { get; init; }

    public int MostLength { get; init; } = int.MaxValue;

    public ArgumentPattern? Pattern { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>Of an array's items.</summary>
    public ArgumentSchema? Items { get; init; }

    public int LeastItems { get; init; }

    public int MostItems { get; init; } = int.MaxValue;

    /// <summary>The text must be a token of one of these types, as they stand in tokens; empty where it need not be one.</summary>
    public ImmutableArray<string> TokenTypes { get; init; } = [];

    /// <param name="typeOf">The type's name of a text that is a token of the call; null of any other text.</param>
    public bool Takes(JsonElement value, Func<string, string?> typeOf) =>
        IsOfKind(value) && IsOfValues(value) && value.ValueKind switch
        {
            JsonValueKind.String => TakesText(value.GetString()!, typeOf),
            JsonValueKind.Number => TakesNumber(value),
            JsonValueKind.Object => TakesObject(value, typeOf),
            JsonValueKind.Array => TakesArray(value, typeOf),
            _ => true,
        };

    private bool IsOfKind(JsonElement value) => Kind switch
    {
        null => true,
        ArgumentKind.Text => value.ValueKind is JsonValueKind.String,
        ArgumentKind.Integer => value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        ArgumentKind.Number => value.ValueKind is JsonValueKind.Number,
        ArgumentKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ArgumentKind.Object => value.ValueKind is JsonValueKind.Object,
        _ => value.ValueKind is JsonValueKind.Array,
    };

    private bool IsOfValues(JsonElement value) => Values.IsEmpty || Values.Any(allowed => JsonElement.DeepEquals(allowed, value));

    private bool TakesText(string text, Func<string, string?> typeOf)
    {
        if (!TokenTypes.IsEmpty && !(typeOf(text) is { } type && TokenTypes.Contains(type)))
        {
            return false;
        }

        var length = text.EnumerateRunes().Count();
        return length >= LeastLength && length <= MostLength && Pattern?.IsIn(text) is not false;
    }

    /// <remarks>A number that no decimal holds is out of every range.</remarks>
    private bool TakesNumber(JsonElement value) =>
        (Minimum is null && Maximum is null)
        || (value.TryGetDecimal(out var number) && number >= (Minimum ?? decimal.MinValue) && number <= (Maximum ?? decimal.MaxValue));

    private bool TakesObject(JsonElement value, Func<string, string?> typeOf)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            // A name that stands twice means one thing to one reader and another to the next.
            var isTaken = given.Add(member.Name) && (Properties.TryGetValue(member.Name, out var schema) ? schema.Takes(member.Value, typeOf) : AllowsOthers);
            if (!isTaken)
            {
                return false;
            }
        }

        return Required.All(given.Contains);
    }

    private bool TakesArray(JsonElement value, Func<string, string?> typeOf) =>
        value.GetArrayLength() >= LeastItems && value.GetArrayLength() <= MostItems && (Items is null || value.EnumerateArray().All(item => Items.Takes(item, typeOf)));
}
