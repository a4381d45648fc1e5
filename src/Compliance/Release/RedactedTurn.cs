using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Writes a turn's text as it may leave: cleared words, a token for each identifier, <c>[inaudible]</c> for what nothing cleared.</summary>
internal static class RedactedTurn
{
    private const string Inaudible = "[inaudible]";

    /// <summary>A masked part shorter than this is the edge of a word, not something that was said.</summary>
    private static readonly MediaTime ShortestGap = MediaTime.FromMilliseconds(250);

    /// <param name="plan">The whole turn's.</param>
    public static string Write(MaskPlan plan, TurnEvidence evidence, WordVerdict[] verdicts, CallVault vault)
    {
        var pieces = Words(evidence, verdicts, vault).Concat(Gaps(plan)).OrderBy(piece => piece.At);
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

    private static IEnumerable<(MediaTime At, string Text)> Words(TurnEvidence evidence, WordVerdict[] verdicts, CallVault vault)
    {
        var text = evidence.Text.Reveal();
        for (var at = 0; at < verdicts.Length; at++)
        {
            var (word, verdict) = (evidence.Words[at], verdicts[at]);
            if (verdict.Entity is { } entity)
            {
                if (at == 0 || verdicts[at - 1].Entity != entity)
                {
                    yield return (word.Interval.Start, vault.TokenFor(entity.Type, new Sensitive<string>(text[entity.Span.Start..entity.Span.End])));
                }
            }
            else
            {
                yield return (word.Interval.Start, verdict.IsCleared ? word.Text.Reveal() : Inaudible);
            }
        }
    }

    private static IEnumerable<(MediaTime At, string Text)> Gaps(MaskPlan plan) =>
        from part in plan.Parts
        where part is { Action: ReleaseAction.Masked, Entity: null, Reason: not ReleaseReason.LowConfidence }
        where part.Interval.Duration >= ShortestGap
        select (part.Interval.Start, Inaudible);
}
