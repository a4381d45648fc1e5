using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// Reads a stretch token by token, the most probable each time, with two cures. The end is forbidden while speech stands that no token has
/// attended to; and when the attention no longer moves on, what comes after is invented: the reading ends there and says so.
/// </summary>
internal sealed class GreedyDecoder(DecodingLimits limits)
{
    /// <param name="speech">The encoded stretch.</param>
    /// <param name="voiced">Where speech was heard in it.</param>
    /// <param name="language">Which tokens may be chosen.</param>
    /// <exception cref="OperationCanceledException">The reading is no longer wanted.</exception>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    public Reading Read(EncodedSpeech speech, VoicedStates voiced, ITokenLanguage language, CancellationToken cancellationToken)
    {
        using var decoder = new DecoderReading(speech);
        var tokens = new List<ReadToken>();
        var allowed = new float[MoonshineShape.VocabularySize];
        int tolerated = voiced.StatesIn(limits.UnattendedSpeech);
        int most = MostTokens(voiced);
        int frontier = -1;
        int frontierToken = -1; // the last token that moved the frontier
        int state = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attention = new float[voiced.Count];
            decoder.CopyAttention(attention);
            int attended = TensorPrimitives.IndexOfMax<float>(attention);
            bool mayEnd = language.MayEnd(state) && voiced.VoicedAfter(Math.Max(frontier, attended)) <= tolerated;
            ReadToken token = Choose(decoder.Logits, language, state, mayEnd, allowed, attention);
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

            if (attended > frontier)
            {
                (frontier, frontierToken) = (attended, tokens.Count);
            }

            tokens.Add(token);
            state = language.Next(state, token.Id);
            decoder.Advance(token.Id);
        }
    }

    private static ReadToken Choose(ReadOnlySpan<float> logits, ITokenLanguage language, int state, bool mayEnd, Span<float> scratch, float[] attention)
    {
        float normalizer = LogSumExp(logits, scratch);
        language.CopyAllowed(state, logits, scratch);
        float end = logits[MoonshineShape.EndToken];
        scratch[MoonshineShape.EndToken] = mayEnd ? end : float.NegativeInfinity;
        int chosen = TensorPrimitives.IndexOfMax<float>(scratch);
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
