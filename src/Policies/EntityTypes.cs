using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>The written names of <see cref="EntityType"/>: <c>CREDIT_CARD</c>, <c>US_SSN</c>, <c>AGE_OVER_89</c>.</summary>
public static class EntityTypes
{
    private static readonly FrozenDictionary<EntityType, string> Names =
        Enum.GetValues<EntityType>().ToFrozenDictionary(type => type, Written);

    private static readonly FrozenDictionary<string, EntityType> Types =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>All types, in the order of the enum.</summary>
    public static ImmutableArray<EntityType> All { get; } = [.. Enum.GetValues<EntityType>()];

    public static string NameOf(EntityType type) => Names[type];

    public static bool TryParse(string name, out EntityType type) => Types.TryGetValue(name, out type);

    private static string Written(EntityType type)
    {
        if (type is EntityType.AgeOver89)
        {
            return "AGE_OVER_89";
        }

        var name = type.ToString();
        return string.Concat(name.Select((letter, at) =>
            at > 0 && char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));
    }
}
