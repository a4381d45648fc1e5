using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Judges each word of a turn: cleared, part of an identifier, or not sure enough.</summary>
internal static class WordJudge
{
    private static readonly ClearanceThresholds Thresholds = ClearanceThresholds.Default;

    /// <param name="doubtBefore">The turn follows at once on one that ended in doubt.</param>
    /// <returns>One verdict a word, in order.</returns>
    public static WordVerdict[] Judge(TurnEvidence evidence, Detection.Detection detection, TenantPolicy policy, bool doubtBefore)
    {
        var verdicts = new WordVerdict[evidence.Words.Count];
        var next = 0;
        for (var at = 0; at < verdicts.Length; at++)
        {
            var (word, span) = (evidence.Words[at], evidence.Spans[at]);
            while (next < detection.Entities.Length && detection.Entities[next].Span.End <= span.Start)
            {
                next++;
            }

            var heard = ReasonFor(word, evidence, detection, policy.Clearance);
            if (heard is ReleaseReason.CoveredByWords && !IsBelievedWhereAnnounced(word) && detection.Announced.Any(part => part.Overlaps(span)))
            {
                heard = ReleaseReason.Announced;
            }

            var isSure = heard is ReleaseReason.CoveredByWords;
            verdicts[at] = next < detection.Entities.Length && detection.Entities[next] is var entity && entity.Span.Overlaps(span)
                ? new WordVerdict(ReleaseReason.Entity, entity, entity.Confidence, isSure)
                : new WordVerdict(heard, null, word.Confidence, isSure);
        }

        LoneWords.Withhold(verdicts, evidence.Words, doubtBefore);
        KeptIdentifiers.Keep(verdicts, policy, doubtBefore);
        return verdicts;
    }

    private static ReleaseReason ReasonFor(TimedWord word, TurnEvidence evidence, Detection.Detection detection, ClearancePolicy policy)
    {
        if (detection.FailedRecognizers.Length > 0)
        {
            return ReleaseReason.RecognizerFailed;
        }

        if (evidence.IsPartlyForeign)
        {
            return ReleaseReason.Doubtful;
        }

        if (!(word.Confidence >= policy.MinimumWordConfidence)) // NaN is low
        {
            return ReleaseReason.LowConfidence;
        }

        foreach (var (interval, reason) in evidence.Withheld)
        {
            if (IsUnder(word.Interval, interval))
            {
                return reason;
            }
        }

        return ReleaseReason.CoveredByWords;
    }

    private static bool IsBelievedWhereAnnounced(TimedWord word) =>
        word.Confidence >= Thresholds.AnnouncedConfidence && word.NumberLogOdds <= Thresholds.NumberLogOdds;

    /// <summary>A word is under a withheld part when its middle, or a quarter of it, is.</summary>
    private static bool IsUnder(MediaInterval word, MediaInterval withheld)
    {
        var middle = new MediaTime((word.Start.Ticks + word.End.Ticks) / 2);
        var common = word.Intersect(withheld);
        return withheld.Contains(middle) || (!common.IsEmpty && common.Duration.Ticks * 4 >= word.Duration.Ticks);
    }
}
