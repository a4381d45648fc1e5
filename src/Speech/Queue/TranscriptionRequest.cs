using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>A stretch to be transcribed.</summary>
public sealed record TranscriptionRequest
{
    /// <summary>Mono PCM at 16 kHz in [-1, 1]. From here on the queue's own: a worker may read it even after the outcome is known, so nobody writes it again.</summary>
    public required ReadOnlyMemory<float> Samples { get; init; }

    /// <summary>When the first sample was heard.</summary>
    public required MediaTime Start { get; init; }

    /// <summary>Where the voice detector heard speech, in order of time.</summary>
    public required ImmutableArray<MediaInterval> Voiced { get; init; }

    /// <summary>How long from now the transcription is of use.</summary>
    public required TimeSpan Patience { get; init; }
}
