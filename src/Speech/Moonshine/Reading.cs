using System.Collections.Immutable;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>What a decoding of one stretch came to.</summary>
/// <param name="Tokens">In the order said; the end token is left out, invented tokens are cut off.</param>
/// <param name="EndLogProbability">Of the end token where the reading ends.</param>
/// <param name="Frontier">The last encoder state that a token attended to most; -1 without tokens.</param>
/// <param name="Doubts">Loop or Truncated, when the decoding did not end by itself.</param>
internal sealed record Reading(ImmutableArray<ReadToken> Tokens, float EndLogProbability, int Frontier, TranscriptDoubts Doubts)
{
    /// <summary>Sum over the tokens and the end.</summary>
    public double LogProbability => Tokens.Sum(token => (double)token.LogProbability) + EndLogProbability;
}
