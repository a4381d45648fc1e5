using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>
/// An identifier of the tenant's own, as its policy declares it: by a pattern, by fixed words, by what announces it, or by several of these. Each finds by
/// itself: what fits the pattern is found without being announced, and a number that is announced is found when the pattern does not fit, as the
/// transcriber may have erred.
/// </summary>
public sealed record CustomRecognizer
{
    /// <summary>Lower-case letters, digits and hyphens; unique in the policy. Audit records and reports know the recognizer by it.</summary>
    public required string Name { get; init; }

    /// <summary>What its findings are called and which actions they get.</summary>
    public EntityType Type { get; init; } = EntityType.Custom;

    /// <summary>
    /// Regular expression of the value as it is understood, in figures and letters without anything between them: "C L four one" is <c>CL41</c> and has to
    /// fit whole. It is looked for in the text as it was transcribed as well, wherever it stands. Null when the words or the context alone tell.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>How long one text may take the pattern; a text that takes longer is withheld whole. No setting of the file.</summary>
    public TimeSpan LongestMatch { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Words and phrases that are such an identifier by themselves; case does not matter.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Words and phrases that announce one, or ask for one. They raise confidence and never are a condition of the pattern.</summary>
    public ImmutableArray<string> Context { get; init; } = [];

    public RecognizerChecksum Checksum { get; init; } = RecognizerChecksum.None;

    /// <summary>What its findings are called in tokens when <see cref="Type"/> is <see cref="EntityType.Custom"/>: <c>LOYALTY_CARD</c> of the name <c>loyalty-card</c>.</summary>
    public string TypeName => Name.Replace('-', '_').ToUpperInvariant();

    /// <returns>Null when there is no pattern.</returns>
    /// <exception cref="InvalidOperationException">A bug: the policy's compiler lets no such pattern through.</exception>
    public CustomPattern? CompilePattern()
    {
        if (Pattern is null)
        {
            return null;
        }

        return CustomPattern.TryCompile(Pattern, LongestMatch, out var pattern, out var problem)
            ? pattern
            : throw new InvalidOperationException($"The pattern of the recognizer {Name} {problem}.");
    }
}
