using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>Which planted values stand in what left. What the tenant's policy lets out by its own word is no survivor.</summary>
internal static class SurvivalRule
{
    private const int LastShown = 4;
    private const int FirstShown = 6; // of a card number

    /// <param name="texts">All text that left.</param>
    /// <param name="sound">All sound that left, at any rate.</param>
    /// <returns>The values' types.</returns>
    public static IEnumerable<string> Survivors(TestUtterance said, IReadOnlyList<string> texts, WavFile sound, TenantPolicy policy)
    {
        var read = said.Parts
            .Where(part => part.IsPlanted && Hidden(part, ActionsFor(part, policy).Text) is { } hidden && texts.Any(text => TextRule.Tells(text, hidden)));
        var heard = SoundRule.Judge(said, sound)
            .Where(judged => judged.Passed > SoundRule.Allowed && ActionsFor(judged.Part, policy).Sound is SoundAction.Mask)
            .Select(judged => judged.Part);
        return read.Concat(heard).Select(part => part.Type!);
    }

    private static EntityPolicy ActionsFor(SpokenPart part, TenantPolicy policy) =>
        EntityTypes.TryParse(part.Type!, out var type) ? policy.For(type) : new EntityPolicy();

    /// <summary>What of the part no text may tell; null when it may tell all.</summary>
    private static SpokenPart? Hidden(SpokenPart part, TextAction action) => action switch
    {
        TextAction.Keep => null,
        TextAction.LastFour => part with { Text = "", Value = part.Value[..^LastShown] },
        TextAction.BinAndLastFour => part with { Text = "", Value = part.Value[FirstShown..^LastShown] },
        _ => part,
    };
}
