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

    /// <summary>Recognizers that threw or ran out of time; when there are any, nothing of the text is cleared.</summary>
    public ImmutableArray<Type> FailedRecognizers { get; init; } = [];
}
