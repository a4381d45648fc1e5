using System.Globalization;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Finds dates in every order: "june twelfth nineteen seventy nine", "the 16th of December 1974", "nineteen ninety one, um, seventeenth of
/// November", 4/28/2007, 2016-11-12, 1-jan. Numbers without a month's name and without slashes are left to the recognizers, which know the context.
/// </summary>
internal static class DateReader
{
    private const int EarliestYear = 1300;
    private const int LatestYear = 2060;

    public static List<SpokenDate> Read(Reading reading)
    {
        var dates = new List<SpokenDate>();
        var from = 0;
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            reading.Budget.Spend();
            var date = Named(reading, at, from) ?? Written(reading, at);
            if (date is { } found)
            {
                dates.Add(found);
                from = found.Last + 1;
                at = Math.Max(at, found.Last);
            }
        }

        return dates;
    }

    /// <summary>Whether figures said one after another can be month, day and year: 11231984, 11384, 032184.</summary>
    public static bool IsMonthDayYear(ReadOnlySpan<char> figures, bool needsFullYear)
    {
        for (var year = 4; year >= 2; year -= 2)
        {
            var rest = figures.Length - year;
            if (rest is < 2 or > 4 || (year == 4 && !IsYear(Value(figures[rest..]))) || (year == 2 && needsFullYear))
            {
                continue;
            }

            for (var cut = Math.Max(1, rest - 2); cut <= Math.Min(2, rest - 1); cut++)
            {
                if (IsDayOfMonth(Value(figures[..cut]), Value(figures[cut..rest])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsDayOfMonth(int one, int other) => (one is >= 1 and <= 12 && other is >= 1 and <= 31) || (other is >= 1 and <= 12 && one is >= 1 and <= 31);

    private static bool IsYear(int value) => value is >= EarliestYear and <= LatestYear;

    private static SpokenDate? Named(Reading reading, int month, int from)
    {
        var token = reading.Tokens[month];
        if (!token.Is(Month) || token.Shape is TokenShape.Figures or TokenShape.Mixed)
        {
            return null;
        }

        var (first, last) = (month, month);
        var day = Skip(reading, month + 1, "the", "of");
        var afterDay = DayAt(reading, day);
        var before = DayBefore(reading, month, from);
        var hasDay = before >= 0 || afterDay > day;
        if (before >= 0)
        {
            first = before;
        }
        else if (afterDay > day)
        {
            last = afterDay - 1;
        }

        if (token.Lexeme.Word is "may" or "march" or "mar" or "dec" or "sep" or "jan" && !hasDay && token.Shape is TokenShape.Word)
        {
            return null;
        }

        var year = Skip(reading, last + 1, "of", "in", "um", "uh", "the", "year");
        var afterYear = YearAt(reading, year);
        var hasYear = afterYear > year;
        if (hasYear)
        {
            last = afterYear - 1;
        }
        else if (hasDay && first > from && YearBefore(reading, first, from) is var yearBefore and >= 0)
        {
            (first, hasYear) = (yearBefore, true);
        }

        return new SpokenDate(WithWeekday(reading, first, from), last, HasMonth: true, hasDay, hasYear);
    }

    /// <summary>"this friday june 22": the weekday is part of the date.</summary>
    private static int WithWeekday(Reading reading, int first, int from)
    {
        var weekday = first > from && reading.LexemeAt(first - 1) is "the" or "on" ? first - 2 : first - 1;
        if (weekday < from || !reading.IsAt(weekday, Weekday))
        {
            return first;
        }

        return weekday > from && reading.LexemeAt(weekday - 1) is "this" or "next" or "last" or "first" or "second" or "third" ? weekday - 1 : weekday;
    }

    /// <summary>4/28/2007, 10-27-77, 2016-11-12, 28.4.2007, 22/04.</summary>
    private static SpokenDate? Written(Reading reading, int at)
    {
        if (!IsFigures(reading, at, 1, 4) || !IsLinked(reading, at + 1) || !IsFigures(reading, at + 1, 1, 2) || (at > 0 && IsLinked(reading, at)))
        {
            return null;
        }

        var (one, two) = (Value(reading.WordAt(at)), Value(reading.WordAt(at + 1)));
        var hasThird = IsLinked(reading, at + 2) && IsFigures(reading, at + 2, 1, 4);
        if (hasThird && IsLinked(reading, at + 3))
        {
            return null; // four parts: an address of another kind
        }

        var three = hasThird ? Value(reading.WordAt(at + 2)) : 0;
        var isYearFirst = reading.Tokens[at].Length == 4 && IsYear(one) && hasThird && IsDayOfMonth(two, three);
        var isYearLast = reading.Tokens[at].Length <= 2 && IsDayOfMonth(one, two) && hasThird && reading.Tokens[at + 2].Length is 2 or 4;
        if (isYearFirst || isYearLast)
        {
            return new SpokenDate(WithWeekday(reading, at, 0), at + 2, HasMonth: true, HasDay: true, HasYear: true);
        }

        return !hasThird && reading.Tokens[at].Length <= 2 && IsDayOfMonth(one, two)
            ? new SpokenDate(WithWeekday(reading, at, 0), at + 1, HasMonth: reading.IsAt(at - 1, Weekday) || reading.Tokens.Length == 2, HasDay: true, HasYear: false)
            : null;
    }

    private static bool IsFigures(Reading reading, int at, int fewest, int most) =>
        at < reading.Tokens.Length && reading.Tokens[at].IsFigures && reading.Tokens[at].Length >= fewest && reading.Tokens[at].Length <= most;

    private static bool IsLinked(Reading reading, int at) =>
        at < reading.Tokens.Length && reading.Tokens[at].IsTight && reading.Tokens[at].Before is Gap.Slash or Gap.Hyphen or Gap.Period;

    private static int Skip(Reading reading, int at, params ReadOnlySpan<string> words)
    {
        for (var skipped = 0; skipped < 3 && at < reading.Tokens.Length && words.Contains(reading.LexemeAt(at)); skipped++)
        {
            at++;
        }

        return at;
    }

    /// <summary>The token after a day of the month that begins at a token; the token itself when there is none.</summary>
    private static int DayAt(Reading reading, int at)
    {
        if (at >= reading.Tokens.Length || reading.Tokens[at].Follows(Gap.Stop))
        {
            return at;
        }

        var token = reading.Tokens[at];
        if (RoleReader.IsOrdinal(reading.Text, token))
        {
            return at + 1;
        }

        if (token.IsFigures)
        {
            return token.Length <= 2 && Value(reading.WordAt(at)) is >= 1 and <= 31 && !IsTime(reading, at) ? at + 1 : at;
        }

        if ((token.Is(Tens) || token.Lexeme.Word is "plenty" or "twenny" or "thirdy") && token.Lexeme.Figures is "20" or "30")
        {
            return at + 1 < reading.Tokens.Length && (reading.Tokens[at + 1].Lexeme.Ordinal is > 0 and < 10 || IsSmall(reading, at + 1)) ? at + 2 : at + 1;
        }

        return token.Is(Ordinal | Teen) || IsSmall(reading, at) || token.Lexeme.Word is "seconds" || IsMisheard(reading, at) ? at + 1 : at;
    }

    private static bool IsSmall(Reading reading, int at) => reading.IsAt(at, Digit) && reading.LexemeAt(at) is not ("oh" or "o" or "zero");

    /// <summary>A homophone of a number; one of the everyday words only where nothing follows it in the sentence.</summary>
    private static bool IsMisheard(Reading reading, int at) =>
        reading.IsAt(at, SoundsLikeNumber)
        && (!reading.IsAt(at, Everyday) || at + 1 == reading.Tokens.Length || reading.Tokens[at + 1].Follows(Gap.Period | Gap.Stop | Gap.Comma));

    private static bool IsTime(Reading reading, int at) =>
        at + 1 < reading.Tokens.Length && reading.Tokens[at + 1].IsTight && reading.Tokens[at + 1].Follows(Gap.Colon);

    private static int DayBefore(Reading reading, int month, int from)
    {
        var end = month;
        while (end > from && reading.LexemeAt(end - 1) is "of" or "the")
        {
            end--;
        }

        for (var start = Math.Max(from, end - 2); start < end; start++)
        {
            if (DayAt(reading, start) == end && !reading.IsAt(start - 1, Hundred))
            {
                return start > from && reading.LexemeAt(start - 1) is "the" ? start - 1 : start;
            }
        }

        return -1;
    }

    /// <summary>The token after a year that begins at a token; the token itself when there is none.</summary>
    private static int YearAt(Reading reading, int at)
    {
        if (at >= reading.Tokens.Length || reading.Tokens[at].Follows(Gap.Stop))
        {
            return at;
        }

        var token = reading.Tokens[at];
        if (token.IsFigures)
        {
            var isFull = token.Length == 4 && IsYear(Value(reading.WordAt(at)));
            var isShort = token.Length == 2 && !IsTime(reading, at) && !reading.IsAt(at + 1, Unit);
            var isPair = isShort && IsFigures(reading, at + 1, 2, 2) && !IsTime(reading, at + 1);
            return isFull || isShort ? at + (isPair ? 2 : 1) : at;
        }

        if (reading.LexemeAt(at + 1) is "thousand")
        {
            return AfterSmallNumber(reading, Skip(reading, at + 2, "and"));
        }

        if (reading.LexemeAt(at) is "nineteen" or "twenty" or "eighteen" or "thousand" or "nein" or "twenny")
        {
            var hundred = Skip(reading, at + 1, "hundred", "and", "oh", "o");
            return AfterSmallNumber(reading, hundred);
        }

        return token.Is(Tens) || token.Lexeme.Word is "oh" or "o" ? AfterSmallNumber(reading, Skip(reading, at, "oh", "o")) : at;
    }

    private static int AfterSmallNumber(Reading reading, int at)
    {
        if (reading.IsAt(at, Tens))
        {
            return at + (IsSmall(reading, at + 1) || IsMisheard(reading, at + 1) ? 2 : 1);
        }

        return reading.IsAt(at, Teen) || IsSmall(reading, at) || IsFigures(reading, at, 1, 2) || IsMisheard(reading, at) ? at + 1 : at;
    }

    private static int YearBefore(Reading reading, int first, int from)
    {
        var end = first;
        while (end > from && reading.LexemeAt(end - 1) is "um" or "uh" or "the")
        {
            end--;
        }

        for (var start = Math.Max(from, end - 4); start < end; start++)
        {
            if (YearAt(reading, start) == end && (end - start >= 2 || reading.Tokens[start].Length == 4))
            {
                return start;
            }
        }

        return -1;
    }

    private static int Value(ReadOnlySpan<char> figures) => int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
