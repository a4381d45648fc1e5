using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>What a colleague gets of a call that the voice AI could not finish.</summary>
public sealed record HandoffPolicy
{
    /// <summary>Roles of readers that get the withheld values beside the cleared talk. Security codes and PINs are given to nobody.</summary>
    public ImmutableArray<string> ValuesFor { get; init; } = [];
}
