using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>Finds the values that a call withheld where they come back in a text, whatever stands between their figures and letters, and however little they look like an identifier there.</summary>
/// <remarks>Of the call's loop. Security codes and PINs are not looked for.</remarks>
internal sealed class VaultEchoes(CallVault vault)
{
    private const int Shortest = 3;

    /// <summary>From so many figures and letters on a value counts within a longer word as well.</summary>
    private const int Unmistakable = 6;

    /// <param name="from">What stands before it does not count.</param>
    /// <returns>In order, without overlaps; the longest wins.</returns>
    public IReadOnlyList<(TextSpan Span, string Token)> In(string text, int from)
    {
        var places = new List<int>(text.Length);
        for (var at = from; at < text.Length; at++)
        {
            if (char.IsLetterOrDigit(text[at]))
            {
                places.Add(at);
            }
        }

        var bare = string.Create(places.Count, (text, places), (signs, source) =>
        {
            for (var at = 0; at < signs.Length; at++)
            {
                signs[at] = char.ToUpperInvariant(source.text[source.places[at]]);
            }
        });
        var found = new List<(TextSpan Span, string Token)>();
        foreach (var (token, value) in vault.Lookable)
        {
            foreach (var sought in Forms(token, value.Reveal()).Where(form => form.Length >= Shortest))
            {
                found.AddRange(Find(text, bare, places, sought).Select(span => (span, token)));
            }
        }

        return WithoutOverlaps(found);
    }

    private static IEnumerable<string> Forms(string token, string value)
    {
        yield return Bare(value);
        if (token.StartsWith("[PERSON_", StringComparison.Ordinal))
        {
            foreach (var name in value.Split(' ')) // a name in another order is the same person
            {
                yield return Bare(name);
            }
        }
    }

    private static IEnumerable<TextSpan> Find(string text, string bare, List<int> places, string sought)
    {
        for (var at = bare.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = bare.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            var (start, end) = (places[at], places[at + sought.Length - 1] + 1);
            var isWhole = (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWhole || (sought.Length >= Unmistakable && sought.Any(char.IsAsciiDigit)))
            {
                yield return new TextSpan(start, end);
            }
        }
    }

    private static List<(TextSpan Span, string Token)> WithoutOverlaps(List<(TextSpan Span, string Token)> found)
    {
        var kept = new List<(TextSpan Span, string Token)>();
        foreach (var echo in found.OrderByDescending(echo => echo.Span.Length))
        {
            if (!kept.Any(other => other.Span.Overlaps(echo.Span)))
            {
                kept.Add(echo);
            }
        }

        kept.Sort((one, other) => one.Span.Start.CompareTo(other.Span.Start));
        return kept;
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
