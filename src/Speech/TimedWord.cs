using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Speech;

/// <summary>A word as the transcriber wrote it (punctuation included), when it was said, and how sure the transcriber is.</summary>
/// <param name="Text">Caller content: one word without spaces, as written ("Four," or "4111").</param>
/// <param name="Interval">From the decoder's cross-attention; the stated edges may be off by some 0.15 s.</param>
/// <param name="Confidence">0 to 1: the smallest probability among the word's tokens.</param>
public sealed record TimedWord(Sensitive<string> Text, MediaInterval Interval, float Confidence)
{
    /// <summary>
    /// How much the word sounds, whatever was written, like part of a number read aloud or like another language: natural logarithm of the odds.
    /// 0 is as likely as not; what is not known is doubtful.
    /// </summary>
    public float NumberLogOdds { get; init; }
}
