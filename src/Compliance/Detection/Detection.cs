using System.Collections.Immutable;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>What was found in one turn's text so far.</summary>
public sealed record Detection
{
    /// <summary>In order of <see cref="TextSpan.Start"/>; they do not overlap and none is empty.</summary>
    public required ImmutableArray<Entity> Entities { get; init; }

    /// <summary>
    /// From here on the text could be the beginning of an identifier that has not been said to its end; the text's length when nothing is open.
    /// Until more is known, or the turn ends, nothing from here on is released.
    /// </summary>
    public required int OpenFrom { get; init; }

    /// <summary>Parts in which an identifier was announced or asked for and none was found: it may have been misheard as other words.</summary>
    public ImmutableArray<TextSpan> Announced { get; init; } = [];

    /// <summary>The recognizers that threw or took too long. When there are any, the whole text is one entity: what they would have found is not known.</summary>
    public ImmutableArray<RecognizerName> FailedRecognizers { get; init; } = [];
}
