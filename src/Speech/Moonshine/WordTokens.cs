namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>A word as tokens.</summary>
/// <param name="Text">Caller content.</param>
/// <param name="First">Its first token.</param>
/// <param name="End">The token after its last.</param>
internal readonly record struct WordTokens(string Text, int First, int End);
