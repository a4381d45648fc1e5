namespace CompliantVoiceProxy.Speech;

/// <summary>Why a transcription may not say what was said. Any of them keeps the stretch, or the part it names, from being cleared.</summary>
[Flags]
public enum TranscriptDoubts
{
    None = 0,

    /// <summary>Speech was detected and no word explains it.</summary>
    Empty = 1,

    /// <summary>The decoder repeated itself or ran on past the end of the speech; the invented words are cut off.</summary>
    Loop = 2,

    /// <summary>Some of the voiced audio is attended to by no word.</summary>
    Unexplained = 4,

    /// <summary>Decoding stopped at its limit of tokens before the speech ended.</summary>
    Truncated = 8,

    /// <summary>Read as digits alone, the audio is almost as likely as the words that were written.</summary>
    DigitsLikely = 16,

    /// <summary>The words are so unlikely on the whole that the speech is probably not in the model's language.</summary>
    ForeignLanguage = 32,
}
