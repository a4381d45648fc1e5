namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>A word as tokens: an index of the first and the one after the last.</summary>
/// <param name="Text">Caller content.</param>
/// <param name="All">Its tokens, punctuation included.</param>
/// <param name="Spoken">Those from the first to the last that have a sound: what its time is taken from.</param>
internal readonly record struct WordTokens(string Text, Range All, Range Spoken);
