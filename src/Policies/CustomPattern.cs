using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Policies;

/// <summary>The pattern of a tenant's own identifier, compiled. Case does not matter; time is linear in the text whatever the pattern is. Safe from several threads.</summary>
public sealed class CustomPattern
{
    private const int Longest = 500; // characters
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private readonly Regex _anywhere;
    private readonly Regex _whole;

    private CustomPattern(string written, TimeSpan longestMatch) =>
        (_anywhere, _whole) = (new Regex(written, Options, longestMatch), new Regex($@"\A(?:{written})\z", Options, longestMatch));

    /// <param name="written">A regular expression of .NET's non-backtracking kind.</param>
    /// <param name="longestMatch">How long one text may take.</param>
    /// <param name="problem">Why it may not be used, in words that continue "the pattern".</param>
    public static bool TryCompile(
        string written, TimeSpan longestMatch, [NotNullWhen(true)] out CustomPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = (null, null);
        if (written.Length > Longest)
        {
            problem = $"has {written.Length} characters; at most {Longest} are read";
            return false;
        }

        try
        {
            pattern = new CustomPattern(written, longestMatch);
            problem = pattern.IsWhole("") ? "matches nothing at all (an empty text), so that it would match everywhere" : null;
        }
        catch (ArgumentException wrong)
        {
            problem = $"is no regular expression: {wrong.Message}";
        }
        catch (NotSupportedException)
        {
            problem = "cannot be matched in linear time: no look-around, back reference, atomic group or repeat of many thousands";
        }

        return problem is null;
    }

    /// <summary>Where it stands in a text, inside of longer words too. One is found at a place, none overlaps another.</summary>
    /// <exception cref="RegexMatchTimeoutException">While they are enumerated: the text took too long. It holds the text.</exception>
    public Regex.ValueMatchEnumerator FindIn(ReadOnlySpan<char> text) => _anywhere.EnumerateMatches(text);

    /// <summary>Whether a value fits it from its first character to its last.</summary>
    /// <exception cref="RegexMatchTimeoutException">The value took too long. It holds the value.</exception>
    public bool IsWhole(ReadOnlySpan<char> value) => _whole.IsMatch(value);
}
