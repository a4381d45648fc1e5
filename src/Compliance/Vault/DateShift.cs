using System.Collections.Frozen;
using System.Globalization;

namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>
/// Moves all dates of a call by the same number of days, so that what lies between two of them stays. Reads "june twelfth nineteen seventy nine",
/// "the 16th of December 1974", "March 3rd", 4/28/2007 and 2016-11-12; what it does not read as a whole it does not move.
/// </summary>
internal sealed class DateShift
{
    private const int MostDays = 360;
    private const int LeapYear = 2000; // stands in where no year is said, so that February has all its days

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly string[] Teens =
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] Ordinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
        "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    private static readonly FrozenDictionary<string, int> Numbers = NumberWords();
    private static readonly FrozenDictionary<string, int> Months = MonthWords();
    private static readonly FrozenSet<string> Silent = new[] { "of", "the", "and", "in", "on", "um", "uh", "comma" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly int _days;

    /// <param name="pick">A random number from 0 up to, and without, the one given.</param>
    public DateShift(Func<int, int> pick) => _days = (1 + pick(MostDays)) * (pick(2) == 0 ? 1 : -1);

    /// <returns>The moved date, as "June 3, 1979"; null when the text is no day of the calendar.</returns>
    public string? Shift(string spoken)
    {
        if (!TryRead(spoken, out var month, out var day, out var year) || !IsDay(year ?? LeapYear, month, day))
        {
            return null;
        }

        var moved = new DateOnly(year ?? LeapYear, month, day).AddDays(_days);
        return moved.ToString(year is null ? "MMMM d" : "MMMM d, yyyy", CultureInfo.InvariantCulture);
    }

    private static bool IsDay(int year, int month, int day) =>
        year is > 1800 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static bool TryRead(string text, out int month, out int day, out int? year)
    {
        (month, day, year) = (0, 0, null);
        var numbers = new List<int>();
        foreach (var word in WordsOf(text))
        {
            if (Silent.Contains(word))
            {
                continue;
            }

            if (Months.TryGetValue(word, out var named) && month == 0)
            {
                month = named;
                numbers.Add(-1); // a number before and a number behind it are two
            }
            else if (!TryAppend(numbers, word))
            {
                return false;
            }
        }

        numbers.RemoveAll(number => number < 0);
        return month > 0 ? TakeBesideName(numbers, out day, out year) : TakeFigures(numbers, out month, out day, out year);
    }

    /// <summary>"nineteen" "seventy" "nine" is 19, 79; "two" "thousand" "eleven" 2011; "twenty" "first" 21.</summary>
    private static bool TryAppend(List<int> numbers, string word)
    {
        var last = numbers.Count > 0 ? numbers[^1] : -1;
        if (word is "thousand" or "hundred" && last > 0)
        {
            numbers[^1] = last * (word is "thousand" ? 1000 : 100);
            return true;
        }

        if (!TryReadNumber(word, out var number))
        {
            return false;
        }

        var isUnit = number is > 0 and < 10 && last % 100 >= 20 && last % 10 == 0;
        var isRest = number < 100 && last >= 1000 && last % 100 == 0;
        if (char.IsAsciiDigit(word[0]) || !(isUnit || isRest))
        {
            numbers.Add(number);
        }
        else
        {
            numbers[^1] = last + number;
        }

        return true;
    }

    private static bool TryReadNumber(string word, out int number)
    {
        var figures = word.TrimEnd('s', 't', 'n', 'd', 'r', 'h');
        return Numbers.TryGetValue(word, out number)
            || (figures.Length is > 0 and <= 4 && word.Length - figures.Length is 0 or 2 && int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out number));
    }

    /// <summary>Day and year in either order; the year as one number, or as a pair with or without "oh".</summary>
    private static bool TakeBesideName(List<int> numbers, out int day, out int? year)
    {
        (day, year) = (0, null);
        switch (numbers)
        {
            case [var only]:
                day = only;
                return true;
            case [var first, var second]:
                (day, year) = first > 31 ? (second, first) : (first, second);
                return year >= 1000;
            case [var first, var century and (19 or 20), var rest] when rest < 100:
                (day, year) = (first, (century * 100) + rest);
                return true;
            case [var first, var century and (19 or 20), 0, var rest] when rest < 10:
                (day, year) = (first, (century * 100) + rest);
                return true;
            default:
                return false;
        }
    }

    private static bool TakeFigures(List<int> numbers, out int month, out int day, out int? year)
    {
        (month, day, year) = numbers switch
        {
            [var first and >= 1000, var second, var third] => (second, third, first),
            [var first, var second, var third and >= 1000] => (first, second, third),
            _ => (0, 0, (int?)null),
        };
        return month > 0;
    }

    /// <summary>Runs of letters or of figures with what follows them ("12th"), in lower case.</summary>
    private static IEnumerable<string> WordsOf(string text) => text.ToLowerInvariant()
        .Split([.. text.ToLowerInvariant().Where(unit => !char.IsAsciiLetterOrDigit(unit)).Distinct()], StringSplitOptions.RemoveEmptyEntries);

    private static FrozenDictionary<string, int> NumberWords()
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal) { ["oh"] = 0, ["o"] = 0, ["thirtieth"] = 30 };
        foreach (var (list, from, step) in new[] { (Digits, 0, 1), (Teens, 10, 1), (Tens, 0, 10), (Ordinals, 0, 1) })
        {
            for (var at = 0; at < list.Length; at++)
            {
                words.TryAdd(list[at], from + (at * step));
            }
        }

        words.Remove("");
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, int> MonthWords()
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal) { ["sept"] = 9 };
        for (var month = 1; month <= 12; month++)
        {
            words.TryAdd(DateTimeFormatInfo.InvariantInfo.GetMonthName(month).ToLowerInvariant(), month);
            words.TryAdd(DateTimeFormatInfo.InvariantInfo.GetAbbreviatedMonthName(month).ToLowerInvariant(), month);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
