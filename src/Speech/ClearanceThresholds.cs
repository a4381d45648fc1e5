namespace CompliantVoiceProxy.Speech;

/// <summary>From where on a transcription is in doubt. Set on recorded and synthesised speech, all in this one place.</summary>
public sealed record ClearanceThresholds
{
    /// <summary>Speech longer than this without a word is doubtful.</summary>
    public TimeSpan UnexplainedSpeech { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>By how much, in natural logarithm, the free reading of a piece must be more probable than its reading as digits alone.</summary>
    public double DigitLead { get; init; } = 10;

    /// <summary>Pieces whose words are all at least this probable, and are no digits' homophones, need no reading as digits.</summary>
    public float CertainWord { get; init; } = 0.97f;

    /// <summary>Mean logarithm of a stretch's token probabilities below which it is taken for another language.</summary>
    public double MeanLogProbability { get; init; } = -1.0;
}
