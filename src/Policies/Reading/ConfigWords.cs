using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>The words that stand in configuration files for an enum's members: each member's <see cref="EnumMemberAttribute"/>.</summary>
public static class ConfigWords<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> Members = Enum.GetValues<TEnum>().ToFrozenDictionary(WrittenOf);

    private static readonly FrozenDictionary<TEnum, string> Words = Members.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>In the order of the members.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(Of)];

    public static bool TryParse(string word, out TEnum member) => Members.TryGetValue(word, out member);

    public static string Of(TEnum member) => Words[member];

    private static string WrittenOf(TEnum member) =>
        typeof(TEnum).GetField(member.ToString())?.GetCustomAttribute<EnumMemberAttribute>()?.Value
        ?? throw new InvalidOperationException($"{typeof(TEnum).Name}.{member} says by no EnumMember how it is written.");
}
