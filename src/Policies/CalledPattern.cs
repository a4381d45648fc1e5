namespace CompliantVoiceProxy.Policies;

/// <summary>A glob on <c>user@host</c> of the called address: <c>*</c> stands for any run of characters. Case does not matter.</summary>
public sealed record CalledPattern(string Pattern)
{
    /// <summary>Characters that are not <c>*</c>: the pattern with the longest literal wins.</summary>
    public int LiteralLength => Pattern.Count(letter => letter != '*');

    /// <param name="called">user@host, without scheme, port or parameters.</param>
    public bool Matches(ReadOnlySpan<char> called) => Matches(Pattern, called);

    /// <summary>Greedy matching with one point to go back to: linear in practice, at most pattern times text.</summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
