using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What becomes of every sample of an interval: <see cref="Parts"/> lie end to end and cover it exactly.</summary>
public sealed record MaskPlan(MediaInterval Interval, ImmutableArray<PlannedPart> Parts)
{
    /// <summary>This plan and the one that goes on where it ends.</summary>
    internal MaskPlan Then(MaskPlan next)
    {
        var parts = Parts.ToBuilder();
        foreach (var part in next.Parts)
        {
            Append(parts, part);
        }

        return new MaskPlan(Interval.Hull(next.Interval), parts.ToImmutable());
    }

    /// <summary>Adds a part at the end; like neighbours become one.</summary>
    internal static void Append(ImmutableArray<PlannedPart>.Builder parts, PlannedPart part)
    {
        if (parts.Count > 0 && parts[^1] is var last && (last.Action, last.Reason, last.Entity) == (part.Action, part.Reason, part.Entity))
        {
            parts[^1] = last with
            {
                Interval = last.Interval.Hull(part.Interval),
                Confidence = Math.Min(last.Confidence, part.Confidence),
            };
            return;
        }

        parts.Add(part);
    }
}
