using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>What makes one expect an identifier at a stretch: the cue before it, the cue after it, and the conversation. Stretches are asked for in order.</summary>
internal sealed class RunEvidence(Token[] tokens, Role[] roles, List<CueHit> cues, IReadOnlyList<Expectation> expected)
{
    private const int CueReach = 14; // tokens
    private const int TrailingCueReach = 6;
    private const float TrailingCueStrength = 0.9f;
    private const float DecayPerToken = 0.02f;
    private const float DecayPerRun = 0.4f;
    private const int NeutralReach = 6;
    private const int GenericReach = 4; // tokens
    private const int AsideReach = 6; // tokens: "... is that a ...", "... I can't read this ..."

    private int _nextCue;

    /// <summary>The cue before the stretch, the cue after it, and what the conversation expects: the surest first.</summary>
    public ImmutableArray<Expectation> For((int First, int Last) stretch, List<Run> runs)
    {
        var found = new List<Expectation>(4);
        var nearest = -1;
        for (var at = FirstCueNear(stretch.First); at < cues.Count && cues[at].First - stretch.Last <= TrailingCueReach; at++)
        {
            var hit = cues[at];
            if (hit.Last < stretch.First && stretch.First - hit.Last <= CueReach + 1 && IsOfNumber(hit.Cue.Type))
            {
                var isGeneric = hit.Cue.Type is EntityType.UnknownNumber && hit.Cue.Strength > 0; // "license number": the word before says which
                if (hit.First > nearest && !(isGeneric && found.Count > 0 && hit.First - nearest <= GenericReach))
                {
                    nearest = hit.First;
                    found.Clear();
                }

                var isUnfinished = IsUnfinished(hit, stretch.First, runs);
                var between = isUnfinished ? 0 : NumbersSince(hit.Last, runs);
                var strength = hit.Cue.Strength - (DecayPerToken * (stretch.First - hit.Last - 1)) - (DecayPerRun * between);
                found.Add(new Expectation(hit.Cue.Type, strength, hit.Cue.Length) { Name = hit.Cue.Name, IsUnfinished = isUnfinished });
            }
            else if (hit.First > stretch.Last && hit.First - stretch.Last <= TrailingCueReach && IsOfNumber(hit.Cue.Type) && (IsExplanation(stretch.Last + 1, hit.First) || IsPlaced(stretch.Last, hit)))
            {
                found.Add(new Expectation(hit.Cue.Type, hit.Cue.Strength * TrailingCueStrength, hit.Cue.Length) { Name = hit.Cue.Name });
            }
        }

        found.AddRange(expected.Where(expectation => IsOfNumber(expectation.Type)));
        found.RemoveAll(expectation => expectation.Strength <= 0.1f);
        found.Sort((one, other) => other.Strength.CompareTo(one.Strength));
        return [.. found];
    }

    /// <summary>Behind words that say that it identifies no person: "procedure code".</summary>
    public bool IsNeutral(int first)
    {
        for (var at = FirstCueNear(first); at < cues.Count && cues[at].Last < first; at++)
        {
            if (cues[at].Cue.Strength == 0 && first - cues[at].Last <= NeutralReach)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token announces: "ID" in "member ID".</summary>
    public bool IsInCue(int at)
    {
        for (var cue = _nextCue; cue < cues.Count && cues[cue].First <= at; cue++)
        {
            if (cues[cue].Last >= at && cues[cue].Cue.EndsRuns)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing stands between a cue and the token.</summary>
    public bool IsBehindCue(int at)
    {
        for (var cue = _nextCue; cue < cues.Count && cues[cue].First < at; cue++)
        {
            if (cues[cue].Last == at - 1 && IsOfNumber(cues[cue].Cue.Type) && cues[cue].Cue.Strength > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"863 on the back"</summary>
    private bool IsPlaced(int last, CueHit hit) => hit.First == last + 1 && tokens[hit.First].Lexeme.Word is "on" or "in" or "by" && !tokens[hit.First].Follows(Gap.Stop | Gap.Period);

    private static bool IsOfNumber(EntityType type) => type is not (EntityType.Person or EntityType.City or EntityType.EmailAddress or EntityType.Url);

    private int FirstCueNear(int token)
    {
        while (_nextCue < cues.Count && token - cues[_nextCue].Last > CueReach + 1)
        {
            _nextCue++; // stretches come in order
        }

        return _nextCue;
    }

    private static int NumbersSince(int token, List<Run> runs)
    {
        var count = 0;
        for (var at = runs.Count - 1; at >= 0 && runs[at].First > token; at--)
        {
            count += runs[at].IsQuantity ? 0 : 1;
        }

        return count;
    }

    /// <summary>What was said since the cue is shorter than what it announces, and the stretch follows it closely: the number goes on, over whatever was said between.</summary>
    private static bool IsUnfinished(CueHit hit, int first, List<Run> runs)
    {
        if (runs.Count == 0 || runs[^1].First <= hit.Last || runs[^1].IsQuantity || first - runs[^1].Last > AsideReach)
        {
            return false;
        }

        var said = 0;
        for (var at = runs.Count - 1; at >= 0 && runs[at].First > hit.Last; at--)
        {
            said += runs[at].Characters.Length;
        }

        return said < hit.Cue.Length;
    }

    /// <summary>"... is my zip", "..., that's the member id", "... for the social": the words between connect backwards.</summary>
    private bool IsExplanation(int first, int cue)
    {
        var connects = false;
        for (var at = first; at <= Math.Min(cue, tokens.Length - 1); at++)
        {
            if (tokens[at].Follows(Gap.Stop | Gap.Period) || (at < cue && !tokens[at].Is(Function | Connector | Kin) && roles[at] is not (Role.Weak or Role.Unlisted)))
            {
                return false;
            }

            connects |= at < cue && tokens[at].Lexeme.Word is "is" or "'s" or "for" or "on" or "as" or "was" or "that" or "by" or "near" or "next";
        }

        return connects;
    }
}
