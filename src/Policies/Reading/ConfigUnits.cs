using System.Globalization;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>Values with units as configuration files write them: <c>800ms</c>, <c>1.5s</c>, <c>5m</c>; <c>1000Hz</c>, <c>1kHz</c>.</summary>
internal static class ConfigUnits
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var (factor, unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (TimeSpan.TicksPerMillisecond, 2),
            _ when text.EndsWith('s') => (TimeSpan.TicksPerSecond, 1),
            _ when text.EndsWith('m') => (TimeSpan.TicksPerMinute, 1),
            _ => (0, 0),
        };

        var isRead = TryParseNumber(text, unit, out var number);
        duration = isRead ? TimeSpan.FromTicks((long)(number * factor)) : default;
        return isRead;
    }

    /// <param name="hertz">Whole hertz.</param>
    public static bool TryParseFrequency(string text, out int hertz)
    {
        var (factor, unit) = text switch
        {
            _ when text.EndsWith("kHz", StringComparison.Ordinal) => (1000, 3),
            _ when text.EndsWith("Hz", StringComparison.Ordinal) => (1, 2),
            _ => (0, 0),
        };

        var isRead = TryParseNumber(text, unit, out var number);
        hertz = isRead ? (int)(number * factor) : 0;
        return isRead;
    }

    public static string Show(TimeSpan duration) => duration.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");

    public static string ShowFrequency(int hertz) => string.Create(CultureInfo.InvariantCulture, $"{hertz}Hz");

    /// <summary>At most a million, so that no unit can take it out of range.</summary>
    private static bool TryParseNumber(string text, int unit, out decimal number)
    {
        number = 0;
        return unit > 0
            && decimal.TryParse(text.AsSpan(0, text.Length - unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && number <= 1_000_000;
    }
}
