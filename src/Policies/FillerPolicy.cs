using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>What the caller hears while the answer is not there.</summary>
public sealed record FillerPolicy
{
    /// <summary>False for silence.</summary>
    public bool Plays { get; init; } = true;

    /// <summary>Silence after the end of a turn before the first filler, 200 ms to 10 s.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Silence after a filler before the next one, 200 ms to 30 s.</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>WAVs, played in turn and never the same twice running: two at least. Empty for those that the product brings.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>WAV that is played round and round between fillers, such as typing or music; null for silence.</summary>
    public string? BackgroundFile { get; init; }
}
