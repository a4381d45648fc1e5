using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>Tells plain quantities from identifiers: a unit behind, a currency sign before, thousands, a time of day.</summary>
internal sealed class RunQuantity(Token[] tokens, Role[] roles)
{
    private const int WordsOfACardinal = 6;
    private const int MostFiguresOfASum = 9; // "$1,234,567.89"
    private const int MostFiguresOfDecimals = 12;
    private const int MostFiguresUncut = 6; // longer sums are written with commas
    private const int FewestOfAnIdentifier = 4;

    /// <summary>A unit follows.</summary>
    public bool IsMeasured(int last)
    {
        if (last + 1 >= tokens.Length)
        {
            return false;
        }

        var next = tokens[last + 1];
        return next.Follows(Gap.Percent) || roles[last + 1] is Role.Unit || (!next.Follows(Gap.Stop | Gap.Period | Gap.Comma) && next.Is(Unit) && !next.Is(Letter) && !IsStreetsName(last + 1));
    }

    /// <summary>A time by itself, unless a transcriber may have made it of a code or a date.</summary>
    public static bool IsTimeOfDay(RunValue value, Expectation expected) =>
        value.TimeFigures > 0 && value.TimeFigures >= value.Figures && !((IsShort(expected) && expected.Strength >= 0.4f) || (expected.Length > 0 && expected.Strength >= 0.6f));

    /// <summary>One amount of money, or one cardinal with thousands.</summary>
    public bool IsSum(int first, int last, string characters, Expectation expected)
    {
        if (expected.Strength == 0 && characters.Length <= MostFiguresOfDecimals && IsDecimal(first, last))
        {
            return true;
        }

        if (IsShort(expected) || (expected.Strength > 0 && (!tokens[first].Follows(Gap.Currency) || (characters.Length >= FewestOfAnIdentifier && first == last))) || IsTooLong(characters) || IsCutWrongly(first, last) || (first == last && characters.Length > MostFiguresUncut))
        {
            return false;
        }

        var isOneNumber = true;
        var hasThousands = false;
        var numbers = 1;
        var sums = tokens[first].Follows(Gap.Currency) ? 1 : 0;
        var hasMagnitude = false;
        for (var at = first + 1; at <= last; at++)
        {
            var isTight = tokens[at].IsTight && tokens[at].Follows(Gap.Comma | Gap.Period);
            hasThousands |= tokens[at].Is(Thousand) || (isTight && tokens[at].Follows(Gap.Comma) && tokens[at].Length == 3);
            sums += tokens[at].Follows(Gap.Currency) ? 1 : 0;
            hasMagnitude |= tokens[at].Is(Hundred | Thousand);
            hasMagnitude &= !(tokens[at].IsFigures && tokens[at].Length > 3); // "twenty four hundred 0264" is no cardinal
            numbers += tokens[at].Is(Digit) && tokens[at - 1].Is(Digit) ? 1 : 0;
            isOneNumber &= isTight || tokens[at].Is(Hundred | Thousand | Digit | Tens | Teen | SoundsLikeLetter);
        }

        if (expected.Strength == 0 && (sums > 1 || (hasMagnitude && last - first < WordsOfACardinal && (characters.EndsWith('0') || tokens[first].IsFigures || (last == tokens.Length - 1 && first == 0)))))
        {
            return true;
        }

        return isOneNumber && numbers == 1 && (tokens[first].Follows(Gap.Currency) || hasThousands);
    }

    /// <summary>Commas that do not part thousands ("948,386,6"): a transcriber's, within an identifier.</summary>
    private bool IsCutWrongly(int first, int last)
    {
        var isCut = false;
        for (var at = first + 1; at <= last; at++)
        {
            if (!tokens[at].IsTight || !tokens[at].Follows(Gap.Comma) || !tokens[at].IsFigures)
            {
                return false;
            }

            isCut |= tokens[at].Length < 3;
        }

        return isCut && last > first + 1;
    }

    /// <summary>"1,111.11", "1.111,11"</summary>
    private bool IsDecimal(int first, int last)
    {
        var (commas, periods) = (0, 0);
        for (var at = first + 1; at <= last; at++)
        {
            commas += tokens[at].IsTight && tokens[at].Follows(Gap.Comma) ? 1 : 0;
            periods += tokens[at].IsTight && tokens[at].Follows(Gap.Period) ? 1 : 0;
        }

        return commas > 0 && periods > 0;
    }

    /// <summary>No sum has so many figures: a transcriber wrote a card number with thousands' commas or behind a currency sign.</summary>
    private static bool IsTooLong(string characters) => characters.Length > MostFiguresOfASum && characters.AsSpan().TrimEnd('0').Length > MostFiguresOfASum;

    /// <summary>"stone creek street" after a house number.</summary>
    private bool IsStreetsName(int first)
    {
        for (var at = first + 1; tokens[first].Is(FamilyName) && at < tokens.Length && at <= first + 2; at++)
        {
            if (tokens[at].Is(StreetType) && !tokens[at].Follows(Gap.Comma | Gap.Period | Gap.Stop))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsShort(Expectation expected) => expected.Type is EntityType.Cvv or EntityType.Pin or EntityType.CardExpiry or EntityType.DateOfBirth or EntityType.UsSsn && expected.Strength > 0;
}
