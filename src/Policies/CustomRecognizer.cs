using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Policies;

/// <summary>An identifier of the tenant's own, as its policy declares it: a pattern, fixed words, or both.</summary>
public sealed record CustomRecognizer
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    /// <summary>Lower-case letters, digits and hyphens; unique in the policy.</summary>
    public required string Name { get; init; }

    /// <summary>What its findings are called and which actions they get.</summary>
    public EntityType Type { get; init; } = EntityType.Custom;

    /// <summary>
    /// Regular expression of the whole value as it is understood, in figures and upper-case letters without anything between them: "C L four one" is
    /// <c>CL41</c>. Null when <see cref="Words"/> alone tell.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>Words and phrases that are such an identifier by themselves; case does not matter.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Words and phrases that announce one. With none a value of the pattern counts wherever it stands.</summary>
    public ImmutableArray<string> Context { get; init; } = [];

    public RecognizerChecksum Checksum { get; init; } = RecognizerChecksum.None;

    /// <summary>The pattern, matching whole values alone, in time linear in the text whatever the pattern is.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It looks around or refers back, or repeats too often, so that it could not be matched in linear time.</exception>
    public Regex? CreateRegex() => Pattern is null
        ? null
        : new Regex($@"\A(?:{Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, LongestMatch);
}
