namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>What became of a request: a transcription, or the reason why there is none and the stretch must be masked.</summary>
public sealed record TranscriptionOutcome
{
    private TranscriptionOutcome(Transcription? transcription, MissReason missed) => (Transcription, Missed) = (transcription, missed);

    /// <summary>Null unless <see cref="Missed"/> is None.</summary>
    public Transcription? Transcription { get; }

    public MissReason Missed { get; }

    internal static TranscriptionOutcome Of(Transcription transcription) => new(transcription, MissReason.None);

    internal static TranscriptionOutcome Of(MissReason reason) => new(null, reason);
}
