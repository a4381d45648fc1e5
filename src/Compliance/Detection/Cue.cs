using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Words that announce, ask for or explain an identifier: "my card number is", "for the zip".</summary>
/// <param name="Words">Lower case, one blank between words; letters of a spelled abbreviation stand alone ("d o b"), as do endings ("name 's").</param>
/// <param name="Type">What is announced.</param>
/// <param name="Strength">0 to 1: how surely a number near it is one.</param>
/// <param name="Length">How many figures and letters the identifier usually has; 0 when that varies.</param>
internal sealed record Cue(string Words, EntityType Type, float Strength, int Length)
{
    /// <summary>The tenant's recognizer that it belongs to, by its name in the policy; null for the product's own.</summary>
    public string? Name { get; init; }

    public static IEnumerable<Cue> All(EntityType type, float strength, int length, params string[] words) =>
        words.Select(phrase => new Cue(phrase, type, strength, length));

    /// <summary>No number goes on over this cue. Cues of names are too common for that ("for", "this is").</summary>
    public bool EndsRuns => Type is not EntityType.Person;
}
