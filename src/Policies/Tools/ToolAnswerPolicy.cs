using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>What becomes of a back end's answer before the voice AI gets it.</summary>
public sealed record ToolAnswerPolicy
{
    public ToolAnswerForward Forward { get; init; } = ToolAnswerForward.Cleared;

    /// <summary>Where values stand that the operator says are nobody's, such as the time of a free appointment: what the call withheld and what may never be kept is replaced there all the same.</summary>
    public ImmutableArray<AnswerPointer> Keep { get; init; } = [];

    /// <summary>Where nothing leaves, whatever stands there. It wins over <see cref="Keep"/>.</summary>
    public ImmutableArray<AnswerPointer> Hide { get; init; } = [];
}
