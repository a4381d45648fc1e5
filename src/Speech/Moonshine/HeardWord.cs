using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>A word with what is known of it.</summary>
/// <param name="Text">Caller content.</param>
/// <param name="TokenCount">Tokens that were spoken.</param>
/// <param name="LogProbability">The smallest among its tokens.</param>
/// <param name="NumberLogOdds">How much it sounds like part of a number or like another language, see <see cref="NumberSound"/>.</param>
internal readonly record struct HeardWord(string Text, MediaInterval Interval, int TokenCount, float LogProbability, float NumberLogOdds);
