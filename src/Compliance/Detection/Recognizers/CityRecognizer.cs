using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Cities and towns: before a state's name, behind a street, and after the words that place somebody ("I live in"). States may stay.</summary>
internal sealed class CityRecognizer : IRecognizer
{
    private const float OfPlace = 0.75f; // of what is known as nothing but a place: more than a name that nobody lists
    private const int LongestName = 3;
    private const int WordsOfAUnit = 5; // "unit one hundred twenty five"
    private const int WordsOfAStreet = 6;
    private const int MostFillers = 5;
    private const int FiguresOfAZip = 5;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.City, 0.7f, 0,
            "live in", "lives in", "living in", "moved here from", "moved from", "moved to", "city is", "the city", "what city", "city", "grew up in", "are in", "born in", "hospital in", "clinic in", "school in",
            "office in", "pharmacy in", "i 'm in", "come from", "located in", "based in", "visiting from", "driving from", "calling from", "go to the", "home in", "house in", "from", "store in", "location in", "town of", "city of", "over in", "city and zip", "town", "hometown", "town is", "live out in", "live over in", "live near", "lives near", "up in", "down in", "out of", "city and state", "city state", "branch in", "moved away from", "relocated to", "relocated from", "moving to", "born and raised in", "raised in", "lived in", "mom in", "daughter in", "son in", "mother in", "is in", "staying in", "work in", "works in", "over from", "down from", "up from", "drove from", "what town", "which city", "which town", "near", "close to", "outside of", "just outside"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        for (var at = 1; at < reading.Tokens.Length; at++)
        {
            reading.Budget.Spend();
            if (StateAt(reading, at) && !reading.Tokens[at].Follows(Gap.Stop) && NameBefore(reading, at) is var first and >= 0 && (reading.IsAt(at, State) || reading.IsAt(first, City) || !StandsForItself(reading, at)))
            {
                found.Add(new Entity(EntityType.City, reading.SpanOf(first, at - 1), 0.6f, typeof(CityRecognizer)));
            }
        }

        FindUnannounced(reading, found);
        foreach (var hit in reading.Cues)
        {
            if (hit.Cue.Type is EntityType.City)
            {
                FindAfter(reading, hit.Last + 1, isSure: hit.Cue.Words is "city is" or "the city" or "live in" or "lives in" or "moved here from" or "over in" or "living in", found);
            }
        }

        if (reading.Expected.Any(expectation => expectation.Type is EntityType.City && expectation.Strength > 0.4f))
        {
            FindAfter(reading, 0, isSure: reading.Tokens.Length <= 12, found);
        }
    }

    private static bool StateAt(Reading reading, int at)
    {
        if (reading.IsAt(at, State))
        {
            return true;
        }

        var next = reading.LexemeAt(at + 1);
        return reading.LexemeAt(at) switch
        {
            "new" => next is "york" or "jersey" or "mexico" or "hampshire",
            "north" or "south" => next is "carolina" or "dakota",
            "west" => next is "virginia",
            "rhode" => next is "island",
            _ => reading.Tokens[at].Shape is TokenShape.Capitals && reading.Tokens[at].Length == 2 && reading.Tokens[at].Follows(Gap.Comma)
                && WordTables.StateLetters.Contains(reading.WordAt(at).ToString(), StringComparison.Ordinal),
        };
    }

    /// <summary>A state's letters that no figures follow: "OK" may be a word.</summary>
    private static bool StandsForItself(Reading reading, int state) =>
        reading.Tokens[state].Length == 2 && !(state + 1 < reading.Tokens.Length && reading.Roles[state + 1] is Role.Strong);

    /// <summary>The first token of the name that ends before a token; -1 when what stands there is no name.</summary>
    private static int NameBefore(Reading reading, int end)
    {
        if (PlaceNames.WordsBefore(reading, end) is var words and > 0)
        {
            return end - words;
        }

        var first = end;
        while (first > 0 && end - first < LongestName && IsNamePart(reading, first - 1))
        {
            first--;
            if (reading.Tokens[first].Follows(Gap.Comma | Gap.Period | Gap.Stop))
            {
                break;
            }
        }

        return first < end ? first : -1;
    }

    private static bool IsNamePart(Reading reading, int at)
    {
        var token = reading.Tokens[at];
        return token.Is(City) || (!token.Is(Medicine) && IsWordOfName(reading, at, token));
    }

    private static bool IsWordOfName(Reading reading, int at, Token token) =>
        (token.Shape is TokenShape.Capitalised && !token.Is(Function | StreetType | Title | Filler)) || (!token.Is(Common | Function | StreetType | UnitOfAddress | Filler | State | Title) && reading.Roles[at] is Role.Break or Role.Unlisted && token.Shape is not TokenShape.Mixed)
            || reading.LexemeAt(at) is "saint" or "santa" or "san" or "los" or "las" or "fort" or "falls" or "city" or "springs" or "beach" or "rock" or "park" or "des" or "el" or "la" or "grand" or "heights" or "rapids" or "bluff" or "hills" or "lake" or "bend" or "creek" or "valley" or "island" or "bay" or "grove" or "oaks";

    /// <summary>Without a cue: behind "in", before "location" and the like, and a place of several words that nothing else is called.</summary>
    private static void FindUnannounced(Reading reading, List<Entity> found)
    {
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            var words = PlaceNames.WordsFrom(reading, at);
            var length = words > 0 ? words : 1;
            var isPlace = words > 0 || (reading.IsAt(at, City | SmallPlace) && !reading.IsAt(at, Common | Function | Month | Weekday | State));
            var isCapital = reading.Tokens[at].Shape is TokenShape.Capitalised && (words == 0 || reading.Tokens[at + words - 1].Shape is TokenShape.Capitalised);
            var isSite = reading.LexemeAt(at + length) is "location" or "office" or "clinic" or "branch" or "campus" or "hospital" or "store" or "area";
            if (isPlace && (reading.LexemeAt(at - 1) is "in" || (isSite && reading.LexemeAt(at - 1) is "the" or "your" or "our") || (words > 0 && isCapital) || IsBehindStreet(reading, at) || IsAlone(reading, at, length) || IsBeforeZip(reading, at + length) || IsNothingElse(reading, at)))
            {
                found.Add(new Entity(EntityType.City, reading.SpanOf(at, at + length - 1), words > 0 || !reading.IsAt(at, GivenName | FamilyName) ? OfPlace : 0.5f, typeof(CityRecognizer)));
                at += length - 1;
            }
        }
    }

    /// <summary>A city's name that is no other word and nobody's name.</summary>
    private static bool IsNothingElse(Reading reading, int at) =>
        reading.IsAt(at, City) && !reading.IsAt(at, GivenName | FamilyName | Rare | Medicine | Common | Function | StreetType | Direction | Nato | SoundsLikeNumber | SoundsLikeLetter | Kin | Unit);

    /// <summary>"zanesville 76763"</summary>
    private static bool IsBeforeZip(Reading reading, int next)
    {
        var (low, high) = (0, reading.Runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = reading.Runs[middle].First < next ? (middle + 1, high) : (low, middle);
        }

        return low < reading.Runs.Count && reading.Runs[low] is { Letters: 0, Figures: FiguresOfAZip, IsQuantity: false } run && run.First == next;
    }

    /// <summary>Behind "... maple court" or "... unit twenty five".</summary>
    private static bool IsBehindStreet(Reading reading, int at)
    {
        if (reading.Tokens[at].Follows(Gap.Stop | Gap.Period))
        {
            return false;
        }

        var before = at - 1;
        while (before > 0 && at - before < WordsOfAUnit && reading.Roles[before] is Role.Strong)
        {
            before--;
        }

        return before < at - 1 ? reading.IsAt(before, UnitOfAddress) : reading.IsAt(before, StreetType) && reading.IsAt(before - 1, ~(Function | Filler)) && HasNumberBefore(reading, before);
    }

    private static bool HasNumberBefore(Reading reading, int street)
    {
        for (var at = street - 1; at >= 0 && street - at < WordsOfAStreet; at--)
        {
            if (reading.Roles[at] is Role.Strong)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing else is said but fillers and thanks.</summary>
    private static bool IsAlone(Reading reading, int first, int words)
    {
        if (reading.Tokens.Length > words + MostFillers)
        {
            return false;
        }

        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            if ((at < first || at >= first + words) && !reading.IsAt(at, Filler | Function))
            {
                return false;
            }
        }

        return true;
    }

    private static void FindAfter(Reading reading, int at, bool isSure, List<Entity> found)
    {
        while (at < reading.Tokens.Length && reading.IsAt(at, Connector | Filler) && !reading.IsAt(at, City))
        {
            at++;
        }

        if (at < reading.Tokens.Length && PlaceNames.WordsFrom(reading, at) is var words and > 0)
        {
            found.Add(new Entity(EntityType.City, reading.SpanOf(at, at + words - 1), OfPlace, typeof(CityRecognizer)));
            return;
        }

        var end = at;
        var isCity = false;
        while (end < reading.Tokens.Length && end - at < LongestName && IsNamePart(reading, end) && !(end > at && reading.Tokens[end].Follows(Gap.Comma | Gap.Period | Gap.Stop)))
        {
            var token = reading.Tokens[end];
            isCity |= isSure || (token.Is(City) && (token.Shape is TokenShape.Capitalised || !token.Is(Common | Function)))
                || ((token.Lexeme.IsUnlisted || token.Is(SmallPlace)) && (token.Shape is TokenShape.Capitalised || reading.LexemeAt(at - 1) is "in" or "from" or "of" or "near" or "to"));
            end++;
        }

        if (isCity && end > at)
        {
            found.Add(new Entity(EntityType.City, reading.SpanOf(at, end - 1), 0.55f, typeof(CityRecognizer)));
        }
    }
}
