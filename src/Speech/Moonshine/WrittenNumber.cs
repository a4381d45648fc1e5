using System.Collections.Frozen;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Whether a transcribed word is a number, or part of one, as far as spelling shows: then what it belongs to is for the recognizers of text to say.</summary>
internal static class WrittenNumber
{
    private static readonly FrozenSet<string> _words = new[]
    {
        "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        "hundred", "thousand", "double", "triple", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
        "thirtieth", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A digit in it, or nothing but number words, months and single letters between hyphens and punctuation.</summary>
    public static bool Is(string word)
    {
        if (word.Any(char.IsAsciiDigit))
        {
            return true;
        }

        string[] parts = word.Split(['-', '.', ',', '?', '!', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && parts.All(part => part.Length == 1 || _words.Contains(part));
    }

    /// <summary>A word that stands between the parts of one number.</summary>
    public static bool Joins(string word) => word.TrimEnd(',', '.').ToUpperInvariant() is "AND" or "OVER" or "POINT";
}
