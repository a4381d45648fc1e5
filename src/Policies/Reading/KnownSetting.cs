using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>A setting that a reader asks for: what the JSON Schema is held against.</summary>
internal sealed record KnownSetting
{
    /// <summary>Such as <c>agent.api-key.env</c>.</summary>
    public required string Path { get; init; }

    public required bool IsRequired { get; init; }

    /// <summary>The words to choose from; empty when it is no choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What holds when it is not written; null when nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>Such as <c>200ms to 5s</c>; null when it has no range.</summary>
    public string? Range { get; init; }
}
