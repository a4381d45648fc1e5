using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// Reads a stretch token by token, the most probable each time, with two cures. The end is forbidden while speech stands that no token has
/// attended to; and when the attention no longer moves on, what comes after is invented: the reading ends there and says so.
/// </summary>
internal sealed class GreedyDecoder(DecodingLimits limits, LlamaVocabulary vocabulary)
{
    /// <param name="speech">The encoded stretch.</param>
    /// <param name="voiced">Where speech was heard in it.</param>
    /// <exception cref="OperationCanceledException">The reading is no longer wanted.</exception>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    public Reading Read(EncodedSpeech speech, VoicedStates voiced, CancellationToken cancellationToken)
    {
        using var decoder = new DecoderReading(speech);
        var tokens = new List<ReadToken>();
        var scratch = new float[MoonshineShape.VocabularySize];
        int tolerated = voiced.StatesIn(limits.UnattendedSpeech);
        int most = MostTokens(voiced);
        int frontier = -1;
        int lastAttended = -1;
        int frontierToken = -1; // the last token that moved the frontier
        bool isAnythingSaid = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attention = new float[voiced.Count];
            decoder.CopyAttention(attention);
            int attended = TensorPrimitives.IndexOfMax<float>(attention);
            bool mayEnd = isAnythingSaid && voiced.VoicedAfter(Math.Max(frontier, attended)) <= tolerated;
            ReadToken token = Choose(decoder.Logits, mayEnd, attention, scratch);
            if (token.Id == MoonshineShape.EndToken)
            {
                return new Reading([.. tokens], token.LogProbability, frontier, TranscriptDoubts.None);
            }

            if (IsInvented(tokens, token, frontierToken, frontier >= voiced.Last))
            {
                ReadToken firstInvented = tokens.ElementAtOrDefault(frontierToken + 1) ?? token;
                return new Reading([.. tokens.Take(frontierToken + 1)], firstInvented.EndLogProbability, frontier, TranscriptDoubts.Loop);
            }

            if (tokens.Count == most)
            {
                return new Reading([.. tokens], token.EndLogProbability, frontier, TranscriptDoubts.Truncated);
            }

            // One token's look ahead is not progress: the next must be there too.
            if (Math.Min(lastAttended, attended) is var confirmed && confirmed > frontier)
            {
                (frontier, frontierToken) = (confirmed, tokens.Count);
            }

            lastAttended = attended;
            tokens.Add(token);
            isAnythingSaid |= vocabulary.HasSound(token.Id);
            decoder.Advance(token.Id);
        }
    }

    private static ReadToken Choose(ReadOnlySpan<float> logits, bool mayEnd, float[] attention, Span<float> scratch)
    {
        float normalizer = LogSumExp(logits, scratch);
        float end = logits[MoonshineShape.EndToken];
        int chosen = MoonshineShape.EndToken + 1 + TensorPrimitives.IndexOfMax(logits[(MoonshineShape.EndToken + 1)..LlamaVocabulary.PieceCount]);
        if (mayEnd && end >= logits[chosen])
        {
            chosen = MoonshineShape.EndToken;
        }

        return new ReadToken(chosen, logits[chosen] - normalizer, end - normalizer, attention);
    }

    private bool IsInvented(List<ReadToken> tokens, ReadToken next, int frontierToken, bool isSpeechOver)
    {
        int stalled = tokens.Count - 1 - frontierToken;
        return stalled >= limits.StalledTokens
            || (stalled >= limits.StalledTokensInRepetition && (isSpeechOver || IsRepetition([.. tokens.TakeLast(limits.StalledTokensInRepetition + 3), next])));
    }

    // The last tokens are one, two or three tokens over and over.
    private bool IsRepetition(ReadToken[] tokens) =>
        Enumerable.Range(1, 3).Any(period =>
            tokens.Length >= limits.StalledTokensInRepetition + period
            && Enumerable.Range(tokens.Length - limits.StalledTokensInRepetition, limits.StalledTokensInRepetition)
                .All(i => tokens[i].Id == tokens[i - period].Id));

    // A token has at least one state of its own.
    private int MostTokens(VoicedStates voiced)
    {
        double voicedSeconds = (voiced.TimeOf(voiced.VoicedCount) - voiced.TimeOf(0)).TotalSeconds;
        return Math.Min(voiced.Count, limits.FreeTokens + (int)Math.Ceiling(limits.TokensPerVoicedSecond * voicedSeconds));
    }

    private static float LogSumExp(ReadOnlySpan<float> logits, Span<float> scratch)
    {
        float max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, scratch);
        TensorPrimitives.Exp<float>(scratch, scratch);
        return max + MathF.Log(TensorPrimitives.Sum<float>(scratch));
    }
}
