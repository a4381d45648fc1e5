using System.Collections.Immutable;
using System.Globalization;
using CompliantVoiceProxy.Rtp.TelephoneEvents;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>A key to be pressed.</summary>
/// <param name="At">Since the answer.</param>
internal readonly record struct PressedKey(TimeSpan At, char Key)
{
    private const double LatestSecond = 86_400;

    /// <summary>Reads <c>2:1,2.5:7</c>; nothing where the text is empty.</summary>
    /// <param name="keys">In order of time.</param>
    public static bool TryParseAll(string text, out ImmutableArray<PressedKey> keys)
    {
        var all = new List<PressedKey>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = part.Split(':');
            if (fields is not [var seconds, [var key]]
                || !double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var at)
                || at > LatestSecond
                || !TelephoneEventPayload.TryGetCode(key, out _))
            {
                keys = [];
                return false;
            }

            all.Add(new PressedKey(TimeSpan.FromSeconds(at), key));
        }

        keys = [.. all.OrderBy(pressed => pressed.At)];
        return true;
    }
}
