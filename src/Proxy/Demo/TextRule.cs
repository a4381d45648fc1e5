using System.Text;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>Whether a text tells something of a planted value: four of its digits in a row, written or spoken, or one of its words by its first letters (a transcriber spells names as it likes).</summary>
internal static class TextRule
{
    private const int TellingDigits = 4;
    private const int TellingLetters = 4;

    private static readonly Dictionary<string, char> SpokenDigits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = '0', ["oh"] = '0', ["one"] = '1', ["two"] = '2', ["three"] = '3', ["four"] = '4',
        ["five"] = '5', ["six"] = '6', ["seven"] = '7', ["eight"] = '8', ["nine"] = '9',
    };

    public static bool Tells(string text, SpokenPart planted)
    {
        var words = Words(text).ToList();
        var telling = Words(planted.Text).Where(word => word.Length >= TellingLetters && !SpokenDigits.ContainsKey(word)).Select(word => word[..TellingLetters]).ToList();
        return words.Any(word => telling.Any(start => word.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            || DigitRuns(words).Any(run => SharesDigits(run, string.Concat(planted.Value.Where(char.IsAsciiDigit))));
    }

    private static bool SharesDigits(string run, string value) =>
        Enumerable.Range(0, Math.Max(0, value.Length - TellingDigits + 1)).Any(at => run.Contains(value.Substring(at, TellingDigits), StringComparison.Ordinal));

    private static IEnumerable<string> Words(string text) =>
        text.Split([.. text.Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries);

    // "4539-1480" and "four five three nine" are runs; any other word ends one.
    private static IEnumerable<string> DigitRuns(IEnumerable<string> words)
    {
        var run = new StringBuilder();
        foreach (var word in words)
        {
            if (SpokenDigits.TryGetValue(word, out var digit))
            {
                run.Append(digit);
            }
            else if (word.All(char.IsAsciiDigit))
            {
                run.Append(word);
            }
            else
            {
                yield return run.ToString();
                run.Clear();
            }
        }

        yield return run.ToString();
    }
}
