using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>Month and year of a card's expiry, out of what was keyed or said: 0427, 04 2027, "april twenty twenty seven".</summary>
internal readonly record struct CardExpiry(int Month, int Year)
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <param name="detector">Reads figures out of words.</param>
    public static bool TryParse(string value, IEntityDetector detector, out CardExpiry expiry)
    {
        var words = value.ToLowerInvariant().Split([' ', ',', '/', '-', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var month = Array.FindIndex(Months, name => words.Any(word => word == name || (word.Length >= 3 && word.Length < name.Length && name.StartsWith(word, StringComparison.Ordinal))));
        var figures = month < 0 ? FiguresOf(words, detector) : FiguresOf([.. words.Where(word => !Months[month].StartsWith(word, StringComparison.Ordinal) && word is not ("of" or "the"))], detector);
        return month < 0 ? TryParse(figures, out expiry) : TryYear(figures, month + 1, out expiry);
    }

    /// <param name="figures">MMYY, MMYYYY, or without the first nought.</param>
    private static bool TryParse(string figures, out CardExpiry expiry)
    {
        expiry = default;
        var whole = figures.Length is 3 or 5 ? $"0{figures}" : figures;
        return whole.Length is 4 or 6 && int.TryParse(whole[..2], out var month) && TryYear(whole[2..], month, out expiry);
    }

    private static bool TryYear(string figures, int month, out CardExpiry expiry)
    {
        var isYear = int.TryParse(figures.Length == 2 ? $"20{figures}" : figures, out var year) && year is >= 2000 and < 2100;
        expiry = new CardExpiry(month, year);
        return isYear && month is >= 1 and <= 12;
    }

    private static string FiguresOf(string[] words, IEntityDetector detector)
    {
        var text = string.Join(' ', words);
        var figures = detector.ValueOf(text, new Entity(EntityType.CardExpiry, new TextSpan(0, text.Length), 1, typeof(CardExpiry)));
        return figures.All(char.IsAsciiDigit) ? figures : "";
    }
}
