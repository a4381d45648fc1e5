using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech;

/// <summary>What one stretch of audio was transcribed as.</summary>
public sealed record Transcription
{
    /// <summary>The stretch that was transcribed.</summary>
    public required MediaInterval Interval { get; init; }

    /// <summary>In order of time; intervals do not overlap and lie inside <see cref="Interval"/>.</summary>
    public required ImmutableArray<TimedWord> Words { get; init; }

    /// <summary>What holds for the stretch as a whole.</summary>
    public required TranscriptDoubts Doubts { get; init; }

    /// <summary>Parts of the stretch that carry speech which the words do not explain, or explain too badly to be cleared.</summary>
    public ImmutableArray<MediaInterval> Doubtful { get; init; } = [];
}
