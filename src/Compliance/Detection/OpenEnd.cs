using System.Collections.Immutable;
using CompliantVoiceProxy.Compliance.Detection.Spoken;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Where a turn that goes on may stand in the middle of an identifier: nothing from there on is released yet.</summary>
internal static class OpenEnd
{
    private const int WordsOfAStreet = 5; // "forty eight fifty nine north peach tree ..."
    private const int WordsOfAnAside = 8; // "four one, let me get my glasses, ..."
    private const float SureExpectation = 0.4f;
    private const int WordsOfAnAddress = 6; // "jane dot roe at ..."

    /// <summary>The first UTF-16 unit that is held; the text's length when nothing is open.</summary>
    public static int Of(Reading reading, ImmutableArray<Entity> entities)
    {
        var open = reading.Text.Length;
        var tokens = reading.Tokens;
        if (tokens.Length == 0)
        {
            return open;
        }

        var lastSaid = LastSaid(reading);
        foreach (var run in reading.Runs)
        {
            var behind = tokens.Length - 1 - run.Last;
            var mayBeStreet = !run.IsQuantity && run.Figures >= 2 && behind <= WordsOfAStreet;
            var isShort = run.Expected.Length > 0 && run.Expected[0].Strength >= SureExpectation && run.Characters.Length < run.Expected[0].Length && behind <= WordsOfAnAside;
            open = run.Last >= lastSaid || behind <= 1 || mayBeStreet || isShort ? Math.Min(open, tokens[run.First].Start) : open;
        }

        foreach (var entity in entities)
        {
            open = entity.Span.End >= tokens[lastSaid].End ? Math.Min(open, entity.Span.Start) : open;
        }

        for (var at = Math.Max(0, tokens.Length - WordsOfAnAddress); at < tokens.Length; at++)
        {
            if (reading.LexemeAt(at) is "dot" or "underscore" || (reading.LexemeAt(at) is "at" && at >= tokens.Length - 3))
            {
                open = Math.Min(open, tokens[Math.Max(0, at - WordsOfAnAddress)].Start);
            }
        }

        return open;
    }

    /// <summary>The last token that is not a filler: "four one one, um" is still open.</summary>
    private static int LastSaid(Reading reading)
    {
        var last = reading.Tokens.Length - 1;
        while (last > 0 && reading.Roles[last] is Role.Filler or Role.Weak)
        {
            last--;
        }

        return last;
    }
}
