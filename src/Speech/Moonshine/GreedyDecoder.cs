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
        using var reading = new DecoderReading(speech);
        var tokens = new List<ReadToken>();
        var masked = new float[MoonshineShape.VocabularySize];
        int tolerated = voiced.StatesIn(limits.UnattendedSpeech);
        int most = Math.Min(voiced.Count, MostTokens(voiced)); // a token has a state of its own
        int frontier = -1;
        int frontierToken = 0; // the last token that moved the frontier
        int state = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attention = new float[voiced.Count];
            reading.CopyAttention(attention);
            int attended = TensorPrimitives.IndexOfMax<float>(attention);
            ReadOnlySpan<float> logits = reading.Logits;
            float logNormalizer = LogSumExp(logits);
            bool mayEnd = voiced.VoicedAfter(Math.Max(frontier, attended)) <= tolerated;
            language.CopyAllowed(state, logits, masked, mayEnd);
            int chosen = TensorPrimitives.IndexOfMax<float>(masked);
            float logProbability = logits[chosen] - logNormalizer;
            if (chosen == MoonshineShape.EndToken)
            {
                return new Reading([.. tokens], logProbability, TranscriptDoubts.None);
            }

            if (attended > frontier)
            {
                (frontier, frontierToken) = (attended, tokens.Count);
            }

            tokens.Add(new ReadToken(chosen, logProbability, attention));
            if (IsInvented(tokens, frontierToken, frontier, voiced))
            {
                return new Reading([.. tokens.Take(frontierToken + 1)], float.NegativeInfinity, TranscriptDoubts.Loop);
            }

            if (tokens.Count == most)
            {
                return new Reading([.. tokens], float.NegativeInfinity, TranscriptDoubts.Truncated);
            }

            state = language.Next(state, chosen);
            reading.Advance(chosen);
        }
    }

    private bool IsInvented(List<ReadToken> tokens, int frontierToken, int frontier, VoicedStates voiced)
    {
        int stalled = tokens.Count - 1 - frontierToken;
        return stalled >= limits.StalledTokens
            || (stalled >= limits.StalledTokensInRepetition && (frontier >= voiced.Last || IsRepetition(tokens, limits.StalledTokensInRepetition)));
    }

    // The last tokens are one, two or three tokens over and over.
    private static bool IsRepetition(List<ReadToken> tokens, int length) =>
        Enumerable.Range(1, 3).Any(period =>
            tokens.Count >= length + period
            && Enumerable.Range(tokens.Count - length, length).All(i => tokens[i].Id == tokens[i - period].Id));

    private int MostTokens(VoicedStates voiced)
    {
        double voicedSeconds = (voiced.TimeOf(voiced.VoicedCount) - voiced.TimeOf(0)).TotalSeconds;
        return limits.FreeTokens + (int)Math.Ceiling(limits.TokensPerVoicedSecond * voicedSeconds);
    }

    private static float LogSumExp(ReadOnlySpan<float> logits)
    {
        float max = TensorPrimitives.Max(logits);
        Span<float> exponentials = new float[logits.Length];
        TensorPrimitives.Subtract(logits, max, exponentials);
        TensorPrimitives.Exp<float>(exponentials, exponentials);
        return max + MathF.Log(TensorPrimitives.Sum<float>(exponentials));
    }
}
