using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Street addresses with their unit, and post office boxes.</summary>
internal sealed class StreetAddressRecognizer : IRecognizer
{
    private const int LongestName = 5; // tokens between the house number and the street's type
    private const int LongestExpectedName = 4;
    private const int MostWordsOfPlainName = 3;
    private const int FewestOfPlainName = 3; // figures of the house number

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.StreetAddress, 0.7f, 0,
            "address is", "address", "street address", "mailing address", "billing address", "home address", "lives at", "live at", "living at", "moved to", "staying at", "ship it to",
            "stay at", "stays at", "do you stay", "do you live", "house is", "home is", "number of the house", "located at", "resides at", "mail it to", "deliver it to", "deliver to", "ship to", "send it to", "sent to", "meet you at", "pick up at", "mail to"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        var from = 0;
        foreach (var run in reading.Runs)
        {
            reading.Budget.Spend();
            var expected = IsExpected(reading, run);
            var end = StreetEnd(reading, run, expected, out _);
            if (end < 0 || run.First < from)
            {
                continue;
            }

            end = UnitEnd(reading, end);
            found.Add(new Entity(EntityType.StreetAddress, reading.SpanOf(HouseNumber(reading, run.First, from), end), 0.85f, typeof(StreetAddressRecognizer)));
            from = end + 1;
        }

        FindBoxes(reading, found);
    }

    /// <summary>Goes back from the run over homophones: "ate seven five seven juniper avenue".</summary>
    private static int HouseNumber(Reading reading, int first, int from)
    {
        while (first > from && reading.Roles[first - 1] is Role.Weak && reading.IsAt(first - 1, SoundsLikeNumber) && !reading.Tokens[first].Follows(Gap.Comma | Gap.Period | Gap.Stop)
            && (!reading.IsAt(first - 1, Everyday) || reading.LexemeAt(first - 2) is "at" or "is"))
        {
            first--;
        }

        if (first - 2 >= from && reading.IsAt(first - 1, Direction) && reading.Roles[first - 2] is Role.Strong && !reading.Tokens[first].Follows(Gap.Comma | Gap.Period | Gap.Stop))
        {
            first -= 2; // "8 West Seven Oaks Street"
            while (first > from && reading.Roles[first - 1] is Role.Strong && !reading.Tokens[first].Follows(Gap.Comma | Gap.Period | Gap.Stop))
            {
                first--;
            }
        }

        return first;
    }

    private static bool IsExpected(Reading reading, Run run) => run.ExpectationOf(EntityType.StreetAddress) > 0.35f;

    /// <summary>The last token of the street's name behind a house number; -1 when no street follows.</summary>
    private static int StreetEnd(Reading reading, Run run, bool expected, out bool hasType)
    {
        var words = reading.IsAt(run.Last, Ordinal) && run.Last > run.First ? 1 : 0; // "two five three twenty fourth parkway"
        hasType = false;
        var lastName = -1;
        for (var at = run.Last + 1; at < reading.Tokens.Length && words <= LongestName; at++)
        {
            var token = reading.Tokens[at];
            var isNewSentence = token.Follows(Gap.Period) && !token.IsTight && token.Shape is TokenShape.Capitalised && token.Is(Function);
            if (isNewSentence || token.Follows(Gap.Stop | Gap.Currency | Gap.Percent) || (token.Follows(Gap.Comma | Gap.Period) && at > run.Last + 1 && !expected))
            {
                break;
            }

            if (token.Is(StreetType) && words > 0 && !IsFollowedByType(reading, at) && IsStreet(reading, run, at, words, expected))
            {
                hasType = true;
                return reading.IsAt(at + 1, Direction) && !reading.Tokens[at + 1].Follows(Gap.Comma | Gap.Period) ? at + 1 : at;
            }

            var isHomophone = words == 0 && at == run.Last + 1 && token.Is(SoundsLikeNumber) && token.Shape is TokenShape.Word; // "six thirty do oak row"
            if (!isHomophone && !IsNamePart(reading, at, expected))
            {
                break;
            }

            words++;
            lastName = words <= LongestExpectedName ? at : lastName;
        }

        return expected && lastName > 0 && run.Figures > 0 ? lastName : -1;
    }

    private static bool IsFollowedByType(Reading reading, int at) =>
        reading.IsAt(at + 1, StreetType) && !reading.Tokens[at + 1].Follows(Gap.Comma | Gap.Period | Gap.Stop) && reading.Tokens[at + 1].Length > 1;

    private static bool IsNamePart(Reading reading, int at, bool expected)
    {
        var token = reading.Tokens[at];
        if (RoleReader.IsOrdinal(reading.Text, token) || token.Is(Ordinal | Direction))
        {
            return true;
        }

        if (token.Lexeme.Word is "old" or "new" or "great" or "good" or "long")
        {
            return true;
        }

        var isNumber = reading.Roles[at] is Role.Strong;
        var isPlain = (token.Is(Function | Filler | Month) || (token.Is(Unit) && !token.Is(FamilyName))) && token.Shape is TokenShape.Word;
        return isNumber ? expected || token.Is(Tens | Teen | Letter) : !isPlain || (token.Is(SoundsLikeNumber) && (expected || !token.Is(Everyday | Function | Common)));
    }

    /// <summary>Many a street's type is an everyday word ("way", "place", "run"): it takes a house number of two figures and a name that is not everyday talk.</summary>
    private static bool IsStreet(Reading reading, Run run, int type, int words, bool expected)
    {
        if (expected)
        {
            return true;
        }

        var word = reading.LexemeAt(type);
        var isSure = word is "street" or "avenue" or "ave" or "road" or "rd" or "drive" or "lane" or "ln" or "boulevard" or "blvd" or "parkway" or "pkwy" or "highway" or "hwy" or "terrace" or "court"
            or "circle" or "trail" or "trl" or "ter" or "cir";
        if (isSure && run.Figures >= 2)
        {
            return true;
        }

        if (reading.IsAt(run.Last + 1, Direction) && run.Figures >= 2)
        {
            return true;
        }

        if (words <= MostWordsOfPlainName && (IsPlaced(reading, run.First) || run.Figures >= FewestOfPlainName || reading.IsAt(type + 1, UnitOfAddress)))
        {
            return true;
        }

        if (reading.Tokens[type].Shape is TokenShape.Capitalised && reading.Tokens[type - 1].Shape is TokenShape.Capitalised && words <= MostWordsOfPlainName && run.Figures > 0)
        {
            return true; // "seven Kingfisher Way"
        }

        var previous = reading.Tokens[type - 1];
        var isName = previous.Shape is TokenShape.Capitalised || !previous.Is(Common | Function) || previous.Is(Direction | Ordinal);
        return run.Figures >= (isSure ? 1 : 2) && isName && words <= 3;
    }

    /// <summary>"at seven sugar maple loop", "it's nine hazelnut row"</summary>
    private static bool IsPlaced(Reading reading, int first) => reading.LexemeAt(first - 1) is "at" or "on" or "to" or "from" or "is" or "'s" or "of" or "have" or "number" or "still"
        || (reading.IsAt(first, Digit | Teen | Tens) && first == 0);

    /// <summary>Takes an apartment, suite, lot or unit into the address.</summary>
    private static int UnitEnd(Reading reading, int end)
    {
        var next = end + 1;
        if (next < reading.Tokens.Length && reading.IsAt(next, UnitOfAddress) && !reading.Tokens[next].Follows(Gap.Stop))
        {
            var value = reading.LexemeAt(next + 1) is "number" ? next + 2 : next + 1;
            return value < reading.Tokens.Length && !reading.Tokens[value].Follows(Gap.Stop | Gap.Comma) ? RunEnd(reading, value) : end;
        }

        return next < reading.Tokens.Length && reading.Tokens[next].Follows(Gap.Hash) ? RunEnd(reading, next) : end;
    }

    private static int RunEnd(Reading reading, int at)
    {
        var end = at;
        while (end + 1 < reading.Tokens.Length && end - at < 4 && (reading.Roles[end + 1] is Role.Strong or Role.Silent || (reading.Tokens[end + 1].Length == 1 && reading.Roles[end + 1] is Role.Weak)) && !reading.Tokens[end + 1].Follows(Gap.Comma | Gap.Period | Gap.Stop))
        {
            end++;
        }

        return end;
    }

    private static int BoxEnd(Reading reading, int at)
    {
        var end = at;
        while (end + 1 < reading.Tokens.Length && end - at < 6 && reading.Roles[end + 1] is Role.Strong or Role.Weak && !reading.Tokens[end + 1].Follows(Gap.Comma | Gap.Period | Gap.Stop))
        {
            end++;
        }

        return end;
    }

    /// <summary>"P O box 12", "PO Box 12".</summary>
    private static void FindBoxes(Reading reading, List<Entity> found)
    {
        for (var at = 1; at + 1 < reading.Tokens.Length; at++)
        {
            if (reading.LexemeAt(at) is not ("box" or "boxes"))
            {
                continue;
            }

            var first = reading.WordAt(at - 1).Equals("po", StringComparison.OrdinalIgnoreCase) ? at - 1
                : at > 1 && reading.LexemeAt(at - 1) is "o" or "oh" or "owe" && reading.LexemeAt(at - 2) is "p" or "pee" or "pea" ? at - 2
                : at > 1 && reading.LexemeAt(at - 1) is "office" && reading.LexemeAt(at - 2) is "post" ? at - 2
                : -1;
            if (first >= 0 && reading.Roles[at + 1] is Role.Strong or Role.Weak or Role.Unlisted)
            {
                found.Add(new Entity(EntityType.StreetAddress, reading.SpanOf(first, BoxEnd(reading, at + 1)), 0.9f, typeof(StreetAddressRecognizer)));
            }
        }
    }
}
