namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>A token that the decoder chose.</summary>
/// <param name="Id">Index of the vocabulary.</param>
/// <param name="LogProbability">Natural logarithm, under the softmax over all tokens.</param>
/// <param name="EndLogProbability">That of the end token in its place.</param>
/// <param name="Attention">Where the decoder looked when it chose: a weight for each encoder state.</param>
internal sealed record ReadToken(int Id, float LogProbability, float EndLogProbability, float[] Attention);
