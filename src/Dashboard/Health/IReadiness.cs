using System.Collections.Immutable;

namespace CompliantVoiceProxy.Dashboard.Health;

/// <summary>Whether a call could be served right now. The composition root knows.</summary>
public interface IReadiness
{
    /// <summary>What stands in the way; empty when nothing does. Answers at once, from what is known.</summary>
    ImmutableArray<ReadinessFault> Faults();
}
