namespace CompliantVoiceProxy.Speech;

/// <summary>
/// From where on what was transcribed is in doubt. Set on recorded and synthesised speech of many voices, all in this one place; what a tenant may
/// ask beyond them stands in its policy.
/// </summary>
public sealed record ClearanceThresholds
{
    /// <summary>What the product clears by.</summary>
    public static ClearanceThresholds Default { get; } = new();

    /// <summary>
    /// A word that sounds like part of a number, or like another language, with more than these odds (natural logarithm), and is not written as a
    /// number, is doubtful.
    /// </summary>
    public float NumberLogOdds { get; init; } = 0.5f;

    /// <summary>Mean logarithm of a stretch's token probabilities below which its speech is taken for another language.</summary>
    public double MeanLogProbability { get; init; } = -1;

    /// <summary>A word lasts at most this long for each of its tokens, and <see cref="WordSlack"/> more; a longer one hides something.</summary>
    public TimeSpan LongestToken { get; init; } = TimeSpan.FromMilliseconds(450);

    /// <summary>See <see cref="LongestToken"/>.</summary>
    public TimeSpan WordSlack { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Speech longer than this before, between or after words is reported as unexplained.</summary>
    public TimeSpan UnexplainedSpeech { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A word or two among doubts are believed when the transcriber is this sure of them,</summary>
    public float LoneConfidence { get; init; } = 0.85f;

    /// <summary>or when they sound this little like a number or another language (natural logarithm of the odds).</summary>
    public float LoneLogOdds { get; init; } = -2;

    /// <summary>
    /// Where an identifier was announced and none was found, a word is believed when the transcriber is this sure of it and it does not sound like a
    /// number by <see cref="NumberLogOdds"/>.
    /// </summary>
    public float AnnouncedConfidence { get; init; } = 0.5f;
}
