using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>
/// Makes one list without overlaps out of everything that was found, the only place where recognizers' claims are weighed: what the policy keeps yields
/// to what it hides (<see cref="KeptClaims"/>), then the more confident wins, then the longer, then the more severe. What a loser covered beyond the
/// winner stays covered, under its own type.
/// </summary>
internal static class OverlapResolution
{
    /// <param name="text">What the spans refer to.</param>
    /// <param name="found">In any order; spans lie within the text. Comes back sorted.</param>
    /// <param name="policy">Which types are kept.</param>
    public static ImmutableArray<Entity> Resolve(string text, List<Entity> found, TenantPolicy policy)
    {
        found.RemoveAll(entity => entity.Span.Length <= 0);
        found.Sort((one, other) => one.Span.Start.CompareTo(other.Span.Start));
        KeptClaims.Yield(found, policy);
        var resolved = ImmutableArray.CreateBuilder<Entity>(found.Count);
        var active = new List<Entity>();
        var next = 0;
        for (var at = 0; next < found.Count || active.Count > 0;)
        {
            at = active.Count == 0 ? found[next].Span.Start : at;
            while (next < found.Count && found[next].Span.Start <= at)
            {
                active.Add(found[next++]);
            }

            var end = next < found.Count ? found[next].Span.Start : int.MaxValue;
            foreach (var entity in active)
            {
                end = Math.Min(end, entity.Span.End);
            }

            Append(resolved, Heaviest(active) with { Span = new TextSpan(at, end) });
            active.RemoveAll(entity => entity.Span.End <= end);
            at = end;
        }

        return Trimmed(text, resolved);
    }

    private static Entity Heaviest(List<Entity> active)
    {
        var heaviest = active[0];
        foreach (var entity in active)
        {
            var order = entity.Confidence.CompareTo(heaviest.Confidence);
            order = order != 0 ? order : entity.Span.Length.CompareTo(heaviest.Span.Length);
            order = order != 0 ? order : heaviest.Type.CompareTo(entity.Type); // types stand in order of severity
            heaviest = order > 0 ? entity : heaviest;
        }

        return heaviest;
    }

    /// <summary>Joins a piece to the one before it when both are of one claim.</summary>
    private static void Append(ImmutableArray<Entity>.Builder resolved, Entity piece)
    {
        if (resolved.Count > 0 && resolved[^1] is var last && last.Span.End == piece.Span.Start && last.Type == piece.Type && string.Equals(last.CustomName, piece.CustomName, StringComparison.Ordinal))
        {
            resolved[^1] = last with { Span = new TextSpan(last.Span.Start, piece.Span.End) };
        }
        else
        {
            resolved.Add(piece);
        }
    }

    /// <summary>Cuts blanks and punctuation from both ends, and drops what holds nothing else.</summary>
    private static ImmutableArray<Entity> Trimmed(string text, ImmutableArray<Entity>.Builder resolved)
    {
        var trimmed = ImmutableArray.CreateBuilder<Entity>(resolved.Count);
        foreach (var entity in resolved)
        {
            var (start, end) = (entity.Span.Start, entity.Span.End);
            while (start < end && IsOutside(text[start]))
            {
                start++;
            }

            while (end > start && IsOutside(text[end - 1]))
            {
                end--;
            }

            if (start < end)
            {
                trimmed.Add(entity with { Span = new TextSpan(start, end) });
            }
        }

        return trimmed.ToImmutable();
    }

    private static bool IsOutside(char unit) => !char.IsLetterOrDigit(unit) && !char.IsSurrogate(unit);
}
