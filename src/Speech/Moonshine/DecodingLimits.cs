namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>What keeps the decoder from silence over speech and from running on. Set on data, here alone.</summary>
internal sealed record DecodingLimits
{
    /// <summary>While more speech than this stands after what was attended to, the end is forbidden.</summary>
    public TimeSpan UnattendedSpeech { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Tokens in a row without a step forward in the audio, from which on they are taken as invented.</summary>
    public int StalledTokens { get; init; } = 9;

    /// <summary>As <see cref="StalledTokens"/>, when the tokens repeat themselves or the speech is over.</summary>
    public int StalledTokensInRepetition { get; init; } = 5;

    /// <summary>Tokens for each second of speech at most; fluent speech has about 6, dictated digits 8.</summary>
    public double TokensPerVoicedSecond { get; init; } = 12;

    /// <summary>Tokens that a stretch may have beyond <see cref="TokensPerVoicedSecond"/>.</summary>
    public int FreeTokens { get; init; } = 8;
}
