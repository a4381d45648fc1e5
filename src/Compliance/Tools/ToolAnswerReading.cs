using System.Collections.Immutable;
using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>A back end's answer, with what the detector found in it; nothing of it is cleared. Made by any thread, cleared by the call's loop.</summary>
public sealed class ToolAnswerReading
{
    internal ToolAnswerReading(string json, ImmutableArray<ReadLeaf> leaves) => (Json, Leaves) = (json, leaves);

    internal string Json { get; }

    /// <summary>In the order in which a rewriter comes to them.</summary>
    internal ImmutableArray<ReadLeaf> Leaves { get; }

    /// <param name="Text">What was looked at: what announces the value, and from <paramref name="From"/> on the value.</param>
    /// <param name="IsKept">The operator says that it is nobody's.</param>
    internal readonly record struct ReadLeaf(string Text, int From, ImmutableArray<Entity> Entities, bool IsKept);
}
