using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Files;

/// <summary>A recording as it would have left.</summary>
public sealed record ClearedFile
{
    /// <summary>Rate and number of samples are the recording's; what was never released is silence.</summary>
    public required WavFile Audio { get; init; }

    /// <summary>What was decided, in order of time.</summary>
    public required ImmutableArray<PlannedPart> Parts { get; init; }

    /// <summary>The redacted text of each turn.</summary>
    public required ImmutableArray<string> Turns { get; init; }

    /// <summary>What was heard: caller content.</summary>
    public required ImmutableArray<Transcription> Transcriptions { get; init; }
}
