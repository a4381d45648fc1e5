using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// Decides part by part what leaves of an interval. Everything starts out silent or, where there was voice, masked; only cleared words open it,
/// and whatever must be withheld closes it again.
/// </summary>
internal static class MaskPlanner
{
    /// <summary>How far a cleared word reaches past its stated edges, which are not exact. Two words at most twice this apart are joined.</summary>
    public static readonly MediaTime WordReach = MediaTime.FromMilliseconds(140);

    /// <param name="interval">What is to be decided.</param>
    /// <param name="evidence">What is known of the turn; words outside the interval matter where their masks reach into it.</param>
    /// <param name="verdicts">One for each word of the evidence.</param>
    /// <param name="edges">Where the sound lets a mask end.</param>
    public static MaskPlan Plan(MediaInterval interval, TurnEvidence evidence, WordVerdict[] verdicts, ClearancePolicy policy, SoundEdges edges)
    {
        var padding = MediaTime.FromTimeSpan(policy.MaskPadding);
        var coats = new List<PlannedPart>();
        coats.AddRange(evidence.Voiced.Select(voiced => Mask(voiced, ReleaseReason.Unexplained)));
        coats.AddRange(ClearedWords(evidence, verdicts));
        coats.AddRange(MaskedRuns(evidence, verdicts, padding, edges));
        coats.AddRange(evidence.Withheld.Select(part => Mask(part.Interval, part.Reason)));
        return new MaskPlan(interval, Flatten(interval, coats));
    }

    private static PlannedPart Mask(MediaInterval interval, ReleaseReason reason) => new(interval, ReleaseAction.Masked, reason, null, 0);

    private static IEnumerable<PlannedPart> ClearedWords(TurnEvidence evidence, WordVerdict[] verdicts)
    {
        for (var at = 0; at < verdicts.Length; at++)
        {
            if (verdicts[at].IsCleared)
            {
                var reached = evidence.Words[at].Interval.Pad(WordReach, WordReach);
                yield return new PlannedPart(reached, ReleaseAction.Cleared, verdicts[at].Reason, verdicts[at].Entity, verdicts[at].Confidence);
            }
        }
    }

    /// <summary>
    /// Each word that is not cleared, and each identifier from its first word to its last, the pauses between them too. The mask of a doubtful word
    /// reaches less far past it: what lies beside it has been judged by itself.
    /// </summary>
    private static IEnumerable<PlannedPart> MaskedRuns(TurnEvidence evidence, WordVerdict[] verdicts, MediaTime padding, SoundEdges edges)
    {
        for (var at = 0; at < verdicts.Length; at++)
        {
            var verdict = verdicts[at];
            if (verdict.IsCleared)
            {
                continue;
            }

            var hull = evidence.Words[at].Interval;
            while (verdict.Entity is not null && at + 1 < verdicts.Length && verdicts[at + 1].Entity == verdict.Entity)
            {
                hull = hull.Hull(evidence.Words[++at].Interval);
            }

            var most = verdict.Entity is null ? new MediaTime(padding.Ticks * 3 / 4) : padding;
            yield return new PlannedPart(edges.Outward(hull, new MediaTime(padding.Ticks / 4), most), ReleaseAction.Masked, verdict.Reason, verdict.Entity, verdict.Confidence);
        }
    }

    /// <summary>Lays the coats one over the other, the last on top, and joins like neighbours.</summary>
    private static ImmutableArray<PlannedPart> Flatten(MediaInterval interval, List<PlannedPart> coats)
    {
        var edges = new SortedSet<MediaTime> { interval.Start, interval.End };
        foreach (var inside in coats.Select(coat => coat.Interval.Intersect(interval)).Where(inside => !inside.IsEmpty))
        {
            edges.Add(inside.Start);
            edges.Add(inside.End);
        }

        var parts = ImmutableArray.CreateBuilder<PlannedPart>();
        foreach (var (start, end) in edges.Zip(edges.Skip(1)))
        {
            MaskPlan.Append(parts, TopCoat(new MediaInterval(start, end), coats));
        }

        return parts.ToImmutable();
    }

    private static PlannedPart TopCoat(MediaInterval piece, List<PlannedPart> coats)
    {
        for (var at = coats.Count - 1; at >= 0; at--)
        {
            if (coats[at].Interval.Overlaps(piece))
            {
                return coats[at] with { Interval = piece };
            }
        }

        return new PlannedPart(piece, ReleaseAction.MadeSilent, ReleaseReason.NothingSaid, null, 0);
    }
}
