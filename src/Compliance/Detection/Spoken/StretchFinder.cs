using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>Finds where figures and letters are said one after another: strong tokens with fillers and homophones between them, and homophones alone behind a cue.</summary>
internal sealed class StretchFinder(Token[] tokens, Role[] roles, List<CueHit> cues, TimeBudget budget)
{
    private const int MostFillers = 6;
    private const int MostWeak = 3;
    private const int MostWeakExpected = 8;
    private const int MostUnlisted = 2;
    private const int CueReach = 14; // tokens

    /// <summary>In order; they do not overlap.</summary>
    public List<(int First, int Last)> Find()
    {
        var stretches = Stretches();
        AddWeakStretchesAfterCues(stretches);
        return stretches;
    }

    /// <summary>Whether what stands between two tokens of a run may be gone over.</summary>
    public bool CanJoin(int last, int next, bool isExpected)
    {
        var (fillers, weak, unlisted) = (0, 0, 0);
        for (var at = last + 1; at < next; at++)
        {
            fillers += roles[at] is Role.Filler ? 1 : 0;
            weak += roles[at] is Role.Weak ? 1 : 0;
            unlisted += roles[at] is Role.Unlisted ? 1 : 0;
            if ((roles[at] is Role.Break or Role.Unit && !(isExpected && IsLettersInCode(at))) || (!isExpected && roles[at] is Role.Weak && tokens[at].Is(Everyday) && !IsBetweenDigits(at)) || fillers > MostFillers || weak > (isExpected ? MostWeakExpected : MostWeak) || unlisted > (isExpected ? MostUnlisted : 0) || tokens[at].Follows(Gap.Stop))
            {
                return false;
            }
        }

        if (tokens[next].Follows(Gap.Currency) && (!isExpected || tokens[next].Follows(Gap.Comma)))
        {
            return false; // "5 €, 10 €"
        }

        if (!isExpected && tokens[next].Follows(Gap.Other))
        {
            return false;
        }

        var isTimeOrTime = next - last == 2 && tokens[last + 1].Lexeme.Word is "or" && last > 0 && tokens[last].Follows(Gap.Colon);
        return !tokens[next].Follows(Gap.Stop | Gap.Percent) && !isTimeOrTime;
    }

    private List<(int First, int Last)> Stretches()
    {
        var stretches = new List<(int First, int Last)>();
        for (var at = 0; at < tokens.Length; at++)
        {
            budget.Spend();
            if (roles[at] is not (Role.Strong or Role.Silent))
            {
                continue;
            }

            if (stretches.Count > 0 && CanJoin(stretches[^1].Last, at, isExpected: false))
            {
                stretches[^1] = (stretches[^1].First, at);
            }
            else
            {
                stretches.Add((at, at));
            }
        }

        return stretches;
    }

    /// <summary>"seven for four" is a number; "seven fifteen to eight fifteen" and "one or two" are not.</summary>
    private bool IsBetweenDigits(int at) =>
        tokens[at].Lexeme.Word is not ("or" or "and" or "the" or "in" or "a") && tokens[at - 1].Is(Digit | SoundsLikeNumber) && at + 1 < tokens.Length && tokens[at + 1].Is(Digit | SoundsLikeNumber);

    /// <summary>Where a cue is followed by nothing but homophones, they are the number.</summary>
    private void AddWeakStretchesAfterCues(List<(int First, int Last)> stretches)
    {
        var count = stretches.Count;
        foreach (var hit in cues)
        {
            budget.Spend();
            if (hit.Cue.Type is EntityType.Person or EntityType.City or EntityType.StreetAddress || hit.Cue.Length == 0)
            {
                continue;
            }

            var at = hit.Last + 1;
            while (at < tokens.Length && at - hit.Last <= CueReach && roles[at] is not Role.Strong && !Homophone.IsSure(tokens, roles, at) && tokens[at].Is(Connector | Filler) && !tokens[at].Follows(Gap.Stop))
            {
                at++;
            }

            var first = at;
            while (at < tokens.Length && roles[at] is Role.Weak && (at == first || !tokens[at].Follows(Gap.Period | Gap.Stop)))
            {
                at++;
            }

            var isCode = at - first <= 1 && IsCode(first);
            if (isCode)
            {
                roles[first] = Role.Strong;
            }

            if (isCode || (at - first >= 2 && Homophone.IsSure(tokens, roles, first)))
            {
                stretches.Add((first, Math.Max(first, at - 1)));
            }
        }

        if (stretches.Count > count)
        {
            stretches.Sort();
            RemoveOverlaps(stretches);
        }
    }

    /// <summary>A short word in capitals, or a last one that nobody lists: the letters at the beginning of an identifier.</summary>
    private bool IsCode(int at) =>
        at < tokens.Length && tokens[at].Length <= 4
        && ((roles[at] is Role.Weak && tokens[at].Shape is TokenShape.Capitals)
            || (roles[at] is Role.Unlisted && (at + 1 == tokens.Length || tokens[at + 1].Follows(Gap.Period | Gap.Stop))));

    /// <summary>Capitals between figures of an identifier ("6 MG 693") are not a unit.</summary>
    private bool IsLettersInCode(int at) =>
        tokens[at].Shape is TokenShape.Capitals && tokens[at].Length <= 3 && at > 0 && at + 1 < tokens.Length
        && roles[at - 1] is Role.Strong && roles[at + 1] is Role.Strong;

    private static void RemoveOverlaps(List<(int First, int Last)> stretches)
    {
        var kept = 1;
        for (var at = 1; at < stretches.Count; at++)
        {
            if (stretches[at].First > stretches[kept - 1].Last)
            {
                stretches[kept++] = stretches[at];
            }
        }

        stretches.RemoveRange(kept, stretches.Count - kept);
    }
}
