using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>
/// Finds where a turn announces an identifier, or was asked for one, and none stands there. Written text is then simply about something else; in a
/// transcript the identifier may have been misheard as other words ("my doctor is ten mold gold herbs").
/// </summary>
internal static class Announcements
{
    private const float LeastStrength = 0.44f; // "this is", "spoke with", "the patient is"
    private const int LongestAnswer = 16; // tokens

    /// <returns>In order of place; they may overlap.</returns>
    public static ImmutableArray<TextSpan> Unmet(Reading reading, ImmutableArray<Entity> entities)
    {
        var unmet = ImmutableArray.CreateBuilder<TextSpan>();
        var next = 0; // the first entity that ends behind the cue
        foreach (var hit in reading.Cues)
        {
            while (next < entities.Length && entities[next].Span.End <= reading.Tokens[hit.Last].End)
            {
                next++;
            }

            var reach = Math.Min(reading.Tokens.Length - 1, hit.Last + ReachOf(hit.Cue));
            if (reach <= hit.Last)
            {
                continue;
            }

            var span = reading.SpanOf(hit.Last + 1, reach);
            var end = next < entities.Length ? Math.Min(span.End, entities[next].Span.Start) : span.End;
            if (end > span.Start)
            {
                unmet.Add(span with { End = end });
            }
        }

        if (entities.IsEmpty && reading.Tokens.Length is > 0 and <= LongestAnswer && reading.Expected.Any(expected => expected.Strength >= LeastStrength))
        {
            unmet.Add(reading.SpanOf(0, reading.Tokens.Length - 1));
        }

        return unmet.DrainToImmutable();
    }

    /// <summary>
    /// How many tokens behind a cue what it announces is said, as far as it was heard at all. Figures that were misheard as words are heard by other means
    /// (the transcriber's doubts); names, addresses and dates only sound like words.
    /// </summary>
    private static int ReachOf(Cue cue) => cue switch
    {
        { Strength: < LeastStrength } => 0,
        { Type: EntityType.Person, Strength: < 0.6f } => 2,
        { Type: EntityType.Person } => 3,
        { Type: EntityType.EmailAddress or EntityType.Url or EntityType.StreetAddress } => 8,
        { Type: EntityType.DateOfBirth or EntityType.CardExpiry or EntityType.City } => 5,
        _ => 0,
    };
}
