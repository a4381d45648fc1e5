using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech;

/// <summary>Turns a stretch of speech into timed words, on this machine. One instance serves all calls, from several threads at once.</summary>
public interface ITranscriber
{
    /// <summary>Transcribes one stretch; takes processor time in proportion to its length and blocks the calling thread.</summary>
    /// <param name="samples">Mono PCM at 16 kHz in [-1, 1]; at most 30 s.</param>
    /// <param name="start">When the first sample was heard.</param>
    /// <param name="voiced">Where the voice detector heard speech inside the stretch, in order of time.</param>
    /// <exception cref="OperationCanceledException">The stretch is no longer wanted.</exception>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    Transcription Transcribe(
        ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced, CancellationToken cancellationToken);
}
