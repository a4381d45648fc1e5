using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// A word or two that look sure, with nothing sure beside them, are not believed: whoever misheard what lies around them ("siete nueve uno" as
/// "wailing lot less", "seven nine one" as "Hammond Island won") misheard them too, and their confidence says nothing.
/// </summary>
internal static class LoneWords
{
    private const int Most = 2;

    private static readonly ClearanceThresholds Thresholds = ClearanceThresholds.Default;

    /// <summary>Turns the verdicts of lone words next to a doubt into <see cref="ReleaseReason.AmongDoubts"/>.</summary>
    /// <param name="verdicts">One a word, in order.</param>
    /// <param name="words">The words.</param>
    /// <param name="doubtBefore">The turn follows at once on one that ended in doubt.</param>
    public static void Withhold(Span<WordVerdict> verdicts, IReadOnlyList<TimedWord> words, bool doubtBefore)
    {
        for (var first = 0; first < verdicts.Length; first++)
        {
            if (!verdicts[first].IsCleared)
            {
                continue;
            }

            var end = EndOfRun(verdicts, first);
            var afterDoubt = first == 0 ? doubtBefore : verdicts[first - 1].IsDoubt;
            var beforeDoubt = end < verdicts.Length && verdicts[end].IsDoubt;
            if (end - first <= Most && (afterDoubt || beforeDoubt))
            {
                for (var at = first; at < end; at++)
                {
                    if (!IsBelievedAlone(words[at]))
                    {
                        verdicts[at] = verdicts[at] with { Reason = ReleaseReason.AmongDoubts };
                    }
                }
            }

            first = end;
        }
    }

    /// <summary>The first of the words so far that the next ones may still show to be alone; their number when there is none.</summary>
    public static int FirstOpen(ReadOnlySpan<WordVerdict> verdicts, IReadOnlyList<TimedWord> words)
    {
        var first = verdicts.Length;
        while (first > 0 && verdicts[first - 1].Reason is ReleaseReason.CoveredByWords or ReleaseReason.AmongDoubts)
        {
            first--;
        }

        if (verdicts.Length - first > Most)
        {
            return verdicts.Length;
        }

        while (first < verdicts.Length && IsBelievedAlone(words[first]))
        {
            first++;
        }

        return first;
    }

    private static bool IsBelievedAlone(TimedWord word) => word.Confidence >= Thresholds.LoneConfidence || word.NumberLogOdds <= Thresholds.LoneLogOdds;

    private static int EndOfRun(ReadOnlySpan<WordVerdict> verdicts, int first)
    {
        var end = first + 1;
        while (end < verdicts.Length && verdicts[end].IsCleared)
        {
            end++;
        }

        return end;
    }
}
