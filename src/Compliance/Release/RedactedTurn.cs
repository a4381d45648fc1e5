using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Vault;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Writes a turn's text as it may leave: cleared words, for each identifier what the policy puts in its place, <c>[inaudible]</c> for what nothing cleared.</summary>
internal static class RedactedTurn
{
    private const string Inaudible = "[inaudible]";

    /// <summary>A masked part shorter than this is the edge of a word, not something that was said.</summary>
    private static readonly MediaTime ShortestGap = MediaTime.FromMilliseconds(250);

    /// <param name="plan">The whole turn's.</param>
    public static string Write(MaskPlan plan, TurnEvidence evidence, WordVerdict[] verdicts, ReplacementWriter writer)
    {
        var pieces = Words(evidence, verdicts, writer).Concat(Gaps(plan)).OrderBy(piece => piece.At);
        var written = new List<string>();
        foreach (var (_, text) in pieces)
        {
            if (text != Inaudible || written.Count == 0 || written[^1] != Inaudible)
            {
                written.Add(text);
            }
        }

        return string.Join(' ', written);
    }

    private static IEnumerable<(MediaTime At, string Text)> Words(TurnEvidence evidence, WordVerdict[] verdicts, ReplacementWriter writer)
    {
        var text = evidence.Text.Reveal();
        for (var at = 0; at < verdicts.Length; at++)
        {
            var (word, verdict) = (evidence.Words[at], verdicts[at]);
            if (verdict.Entity is { } entity)
            {
                if (at == 0 || verdicts[at - 1].Entity != entity)
                {
                    yield return (word.Interval.Start, writer.WriteSaid(text, entity, IsSure(verdicts, at)));
                }
            }
            else
            {
                yield return (word.Interval.Start, verdict.IsCleared ? word.Text.Reveal() : Inaudible);
            }
        }
    }

    /// <summary>Whether every word of the identifier that begins at a word was surely understood.</summary>
    private static bool IsSure(WordVerdict[] verdicts, int first) =>
        verdicts.Skip(first).TakeWhile(verdict => verdict.Entity == verdicts[first].Entity).All(verdict => verdict.IsSure);

    private static IEnumerable<(MediaTime At, string Text)> Gaps(MaskPlan plan) =>
        from part in plan.Parts
        where part is { Action: ReleaseAction.Masked, Entity: null, Reason: not ReleaseReason.LowConfidence }
        where part.Interval.Duration >= ShortestGap
        select (part.Interval.Start, Inaudible);
}
