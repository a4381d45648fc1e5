using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Universally unique identifiers (RFC 9562 section 4), plain and in their usual wrappings: {...}, urn:uuid:, X'...', percent-encoded braces.</summary>
internal sealed class GuidRecognizer : IRecognizer
{
    private const int HexDigits = 32;
    private static readonly int[] Groups = [8, 12, 16, 20]; // hexadecimal digits before each hyphen

    public IReadOnlyList<Cue> Cues => [];

    public void Find(Reading reading, List<Entity> found)
    {
        var text = reading.Text;
        for (var at = 0; at < text.Length; at++)
        {
            reading.Budget.Spend();
            if (!char.IsAsciiHexDigit(text[at]) || (at > 0 && char.IsAsciiHexDigit(text[at - 1]) && !EndsWith(text, at, "%7B")) || (at > 0 && text[at - 1] is '-'))
            {
                continue;
            }

            var end = End(text, at);
            if (end > at)
            {
                found.Add(new Entity(EntityType.DeviceId, Wrapped(text, at, end), 0.9f, typeof(GuidRecognizer)));
                at = end;
            }
        }
    }

    /// <summary>One past a GUID that begins here; the place itself when none does.</summary>
    private static int End(string text, int start)
    {
        var (at, hex, hyphens) = (start, 0, 0);
        for (; at < text.Length && hex < HexDigits; at++)
        {
            if (text[at] is '-' && Array.IndexOf(Groups, hex) >= 0)
            {
                hyphens++;
            }
            else if (char.IsAsciiHexDigit(text[at]))
            {
                hex++;
            }
            else
            {
                return start;
            }
        }

        var goesOn = at < text.Length && char.IsLetterOrDigit(text[at]) && !text.AsSpan(at).StartsWith("%7D", StringComparison.OrdinalIgnoreCase);
        return hex == HexDigits && hyphens is 0 or 4 && !goesOn ? at : start;
    }

    private static TextSpan Wrapped(string text, int start, int end)
    {
        foreach (var (before, after) in new[] { ("urn:uuid:", string.Empty), ("%7B", "%7D"), ("X'", "'"), ("{", "}") })
        {
            if (EndsWith(text, start, before) && text.AsSpan(end).StartsWith(after, StringComparison.OrdinalIgnoreCase))
            {
                return new TextSpan(start - before.Length, end + after.Length);
            }
        }

        return new TextSpan(start, end);
    }

    private static bool EndsWith(string text, int end, string ending) => text.AsSpan(0, end).EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
