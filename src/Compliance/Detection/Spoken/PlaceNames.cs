using System.Collections.Frozen;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>Places whose names have two or three words ("eau claire", "fond du lac"). Immutable, shared by all calls.</summary>
internal static class PlaceNames
{
    private const int Longest = 30; // UTF-16 units
    private const int MostWords = 3;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        WordList.Read("cities").Concat(WordList.Read("small-places"))
            .Where(name => name.Contains(' ', StringComparison.Ordinal) && name.Length <= Longest)
            .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many words the name has that begins at a token; 0 when none does.</summary>
    public static int WordsFrom(Reading reading, int first)
    {
        var isNumber = reading.IsAt(first, WordTraits.Digit | WordTraits.Teen | WordTraits.Tens); // there are towns called Ninety Six and Eighty Four
        for (var words = Math.Min(MostWords, reading.Tokens.Length - first); words > 1 && !isNumber; words--)
        {
            if (IsName(reading, first, words))
            {
                return words;
            }
        }

        return 0;
    }

    /// <summary>How many words the name has that ends before a token; 0 when none does.</summary>
    public static int WordsBefore(Reading reading, int end)
    {
        for (var words = Math.Min(MostWords, end); words > 1; words--)
        {
            if (IsName(reading, end - words, words))
            {
                return words;
            }
        }

        return 0;
    }

    private static bool IsName(Reading reading, int first, int words)
    {
        Span<char> name = stackalloc char[Longest];
        var length = 0;
        for (var at = first; at < first + words; at++)
        {
            var word = reading.WordAt(at);
            if (length + word.Length + 1 > Longest || (at > first && reading.Tokens[at].Before is not (Gap.Blank or (Gap.Blank | Gap.Period))))
            {
                return false;
            }

            if (at > first)
            {
                name[length++] = ' ';
            }

            length += word.ToLowerInvariant(name[length..]);
        }

        return Names.Contains(name[..length]);
    }
}
