using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>An identifier that a tenant declares: what it looks like, what announces it, or which words it is. One of the three is needed.</summary>
public sealed partial record CustomRecognizerDefinition
{
    /// <summary>What the identifier is called in tokens and reports, such as LOYALTY_ID: upper case, at most 63 letters, figures and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>What its findings are: of a kind that every tenant knows, or <see cref="EntityType.Custom"/>.</summary>
    public EntityType Type { get; init; } = EntityType.Custom;

    /// <summary>
    /// A regular expression of .NET's non-backtracking kind (no look-around, no back-references), matched as written against the text, and as a whole
    /// against what spoken figures and letters say ("L as in Lima, four four" is L44). Null when there is none.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>What announces it: "loyalty number". A number behind one of these is the identifier even when the pattern does not fit, as a transcriber may have erred.</summary>
    public IReadOnlyList<string> CueWords { get; init; } = [];

    /// <summary>Words and phrases that are the identifier themselves, in any casing.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public CustomChecksum Checksum { get; init; }

    /// <summary>How long one text may take the pattern.</summary>
    public TimeSpan MatchTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <param name="declared">As a policy has it, checked.</param>
    public static CustomRecognizerDefinition Of(Policies.CustomRecognizer declared) => new()
    {
        Name = declared.Name.Replace('-', '_').ToUpperInvariant(),
        Type = declared.Type,
        Pattern = declared.Pattern,
        CueWords = declared.Context,
        Words = declared.Words,
        Checksum = declared.Checksum is RecognizerChecksum.Luhn ? CustomChecksum.Luhn : CustomChecksum.None,
    };

    /// <summary>Why the definition cannot be used, in words for the operator who wrote it; null when it can.</summary>
    public string? Problem()
    {
        if (!NamePattern().IsMatch(Name))
        {
            return "name must be upper-case letters, figures and underscores, 63 at most, and begin with a letter";
        }

        if (Pattern is null && CueWords.Count == 0 && Words.Count == 0)
        {
            return "one of pattern, cue words and words is needed";
        }

        if (CueWords.Concat(Words).Any(string.IsNullOrWhiteSpace))
        {
            return "cue words and words must not be empty";
        }

        return MatchTimeout <= TimeSpan.Zero ? "the time-out must be positive" : PatternProblem();
    }

    internal Regex? CompiledPattern() =>
        Pattern is null ? null : new Regex(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, MatchTimeout);

    private string? PatternProblem()
    {
        try
        {
            return CompiledPattern()?.IsMatch(string.Empty) is true ? "the pattern matches the empty text" : null;
        }
        catch (NotSupportedException)
        {
            return "the pattern uses look-around or back-references";
        }
        catch (ArgumentException)
        {
            return "the pattern is not a regular expression";
        }
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,62}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex NamePattern();
}
