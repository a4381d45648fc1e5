using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Joins tokens to <see cref="Run"/>s: strong tokens, over fillers and homophones between them; where a cue or the conversation expects an
/// identifier also over words that nobody lists, and out to homophones at the edges, as far as the identifier's usual length allows.
/// </summary>
internal sealed class RunReader(string text, Token[] tokens, Role[] roles, List<CueHit> cues, IReadOnlyList<Expectation> expected)
{
    private const int MostFillers = 6;
    private const int MostWeak = 3;
    private const int MostWeakExpected = 8;
    private const int MostUnlisted = 2;
    private const int CueReach = 14; // tokens
    private const int TrailingCueReach = 6;
    private const float TrailingCueStrength = 0.9f;
    private const float DecayPerToken = 0.02f;
    private const float DecayPerRun = 0.4f;

    private const int NeutralReach = 6;
    private const int GenericReach = 4; // tokens
    private const int WordsOfACardinal = 6;
    private const int StrongOfLong = 6;
    private const int LettersAndFigures = 12;

    private static readonly Expectation LongNumber = new(EntityType.UnknownNumber, 0.3f, 16);

    private int _nextCue;

    public List<Run> Read()
    {
        var stretches = Stretches();
        AddWeakStretchesAfterCues(stretches);
        var runs = new List<Run>(stretches.Count);
        var from = 0;
        for (var at = 0; at < stretches.Count; at++)
        {
            var evidence = EvidenceFor(stretches[at], runs);
            var (first, last) = stretches[at];
            if (IsIdentifier(evidence) || IsLong(stretches, at))
            {
                while (at + 1 < stretches.Count && CanJoin(last, stretches[at + 1].First, isExpected: true))
                {
                    last = stretches[++at].Last;
                }

                (first, last) = Widen(first, last, Math.Max(from, AfterConnectors(first, from)), evidence.Length > 0 ? evidence[0] : LongNumber);
            }

            if (Make(first, last, evidence) is { } run)
            {
                runs.Add(run);
                from = run.Last + 1;
            }
        }

        return runs;
    }

    /// <summary>A date or an age is expected to be short, and what surrounds it to be talk.</summary>
    private static bool IsIdentifier(ImmutableArray<Expectation> evidence) => evidence.Length > 0 && evidence[0].Type is not (EntityType.Date or EntityType.AgeOver89);

    /// <summary>So many figures, over a homophone or two, that nothing but an identifier is said like that.</summary>
    private bool IsLong(List<(int First, int Last)> stretches, int at)
    {
        var strong = StrongIn(stretches[at]);
        return strong >= StrongOfLong
            || (at + 1 < stretches.Count && stretches[at + 1].First - stretches[at].Last <= 3 && strong + StrongIn(stretches[at + 1]) > StrongOfLong);
    }

    private int StrongIn((int First, int Last) stretch)
    {
        var strong = 0;
        for (var at = stretch.First; at <= stretch.Last && strong <= StrongOfLong; at++)
        {
            strong += roles[at] is Role.Strong ? 1 : 0;
        }

        return strong;
    }

    private List<(int First, int Last)> Stretches()
    {
        var stretches = new List<(int First, int Last)>();
        for (var at = 0; at < tokens.Length; at++)
        {
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

    /// <summary>Whether what stands between two tokens of a run may be gone over.</summary>
    private bool CanJoin(int last, int next, bool isExpected)
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

        if (!isExpected && tokens[next].Follows(Gap.Other))
        {
            return false;
        }

        var isTimeOrTime = next - last == 2 && tokens[last + 1].Lexeme.Word is "or" && last > 0 && tokens[last].Follows(Gap.Colon);
        return !tokens[next].Follows(Gap.Stop | Gap.Percent) && !isTimeOrTime;
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
            if (hit.Cue.Type is EntityType.Person or EntityType.City or EntityType.StreetAddress || hit.Cue.Length == 0)
            {
                continue;
            }

            var at = hit.Last + 1;
            while (at < tokens.Length && roles[at] is not Role.Strong && !IsSureHomophone(at) && tokens[at].Is(Connector | Filler) && !tokens[at].Follows(Gap.Stop))
            {
                at++;
            }

            var first = at;
            while (at < tokens.Length && roles[at] is Role.Weak && (at == first || !tokens[at].Follows(Gap.Period | Gap.Stop)))
            {
                at++;
            }

            if ((at - first >= 2 && IsSureHomophone(first)) || (at - first <= 1 && IsCode(first)))
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

    /// <summary>A short word in capitals that nobody lists: the letters at the beginning of an identifier.</summary>
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

    private bool IsSureHomophone(int at) =>
        roles[at] is Role.Weak && (!tokens[at].Is(Everyday) || (tokens[at].Lexeme.Word is "in" && at > 0 && tokens[at - 1].Lexeme.Word is "said")) && !tokens[at].Is(Letter);

    /// <summary>The first token at which a value may begin, going back from its first sure token over homophones and unlisted words.</summary>
    private int AfterConnectors(int first, int from)
    {
        var at = first;
        while (at > from && (roles[at - 1] is Role.Weak or Role.Unlisted || IsLeadingLetters(at - 1)) && !tokens[at].Follows(Gap.Stop))
        {
            at--;
        }

        return at;
    }

    /// <summary>Takes homophones at both edges into the run, everyday words and unlisted ones only while it is shorter than it should be.</summary>
    private (int First, int Last) Widen(int first, int last, int from, Expectation expected)
    {
        while (first > from && (Takes(first - 1, tokens[first], first, last, expected) || IsJoinedHomophone(first - 2, first - 1)))
        {
            first -= roles[first - 1] is Role.Filler ? 2 : 1;
        }

        while (last + 1 < tokens.Length && (Takes(last + 1, tokens[last + 1], first, last, expected) || IsJoinedHomophone(last + 2, last + 1)))
        {
            last += roles[last + 1] is Role.Filler ? 2 : 1;
        }

        return (first, last);
    }

    /// <summary>"tin slash" before a run, "dash hive" behind one.</summary>
    private bool IsJoinedHomophone(int at, int joiner) =>
        at >= 0 && at < tokens.Length && roles[joiner] is Role.Filler && tokens[joiner].Is(Joiner) && tokens[joiner].Lexeme.Word is not ("of" or "then") && IsSureHomophone(at);

    /// <param name="at">The token at the run's edge.</param>
    /// <param name="boundary">The later one of the edge's two tokens, whose gap lies between.</param>
    private bool Takes(int at, Token boundary, int first, int last, Expectation expected)
    {
        var length = expected.Length;
        if (IsSureHomophone(at))
        {
            return true;
        }

        if (at < first && HasLetters(expected.Type) && IsLeadingLetters(at))
        {
            return ValueOf(first, last, out _).Length < Math.Max(length, LettersAndFigures);
        }

        if (boundary.Follows(Gap.Period | Gap.Stop | Gap.Parenthesis) && boundary.Follows(Gap.Blank))
        {
            return false;
        }

        return roles[at] switch
        {
            Role.Weak => IsLikelyHomophone(at, isBefore: at < first) && ValueOf(first, last, out _).Length < length,
            Role.Unlisted => length > 0 && ValueOf(first, last, out _).Length < length,
            _ => false,
        };
    }

    private static bool HasLetters(EntityType type) =>
        type is EntityType.Mrn or EntityType.MemberId or EntityType.AccountNumber or EntityType.DeaNumber or EntityType.LicenseNumber or EntityType.VehicleId or EntityType.DeviceId
            or EntityType.Passport or EntityType.BiometricId or EntityType.RxNumber or EntityType.UnknownNumber;

    /// <summary>"A 3389", "ML 1291": the letters at the beginning of an identifier, though they may be a word or a unit elsewhere.</summary>
    private bool IsLeadingLetters(int at) =>
        (tokens[at].Shape is TokenShape.Capitals && tokens[at].Length <= 3) || (tokens[at].Length == 1 && tokens[at].Lexeme.Word is "a" && !tokens[at + 1].Is(Hundred | Unit));

    /// <summary>Whether an everyday word at a run's edge is meant as a number: nothing else follows it, or nothing but the cue stands before it.</summary>
    private bool IsLikelyHomophone(int at, bool isBefore)
    {
        if (!tokens[at].Is(SoundsLikeNumber) || tokens[at].Lexeme.Word is "a" && isBefore)
        {
            return tokens[at].Is(Letter) && !isBefore && (at + 1 == tokens.Length || tokens[at + 1].Follows(Gap.Period | Gap.Stop));
        }

        return isBefore
            ? at == 0 || (tokens[at].Lexeme.Word is not ("the" or "or") && IsBehindCue(at)) || tokens[at - 1].Lexeme.Word is "is" or "'s" or "are" or "was" || tokens[at].Follows(Gap.Comma | Gap.Period | Gap.Colon) || roles[at - 1] is Role.Weak or Role.Filler
            : at + 1 == tokens.Length || tokens[at + 1].Before != Gap.Blank || IsSureHomophone(at + 1) || tokens[at + 1].Lexeme.Word is "is" or "and" or "that" or "did" or "thank" or "thanks" or "okay" or "i" or "it";
    }

    private bool IsBehindCue(int at)
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

    private string ValueOf(int first, int last, out RunValue value)
    {
        value = new RunValue(text, tokens.AsSpan(first, last - first + 1), roles.AsSpan(first, last - first + 1));
        return value.Read();
    }

    private Run? Make(int first, int last, ImmutableArray<Expectation> evidence)
    {
        var characters = ValueOf(first, last, out var value);
        var isMeasured = IsMeasured(last);
        var isExpected = evidence.Length > 0 && evidence[0].Strength >= 0.4f;
        if (isMeasured && value.Numbers > 1)
        {
            last = first + value.LastNumberAt - 1; // "four refills left on 12, 20 mg": the quantity is not part of the number before it
            while (last > first && roles[last] is not (Role.Strong or Role.Silent))
            {
                last--;
            }

            characters = ValueOf(first, last, out value);
            isMeasured = false;
        }

        return characters.Length == 0 ? null : new Run
        {
            First = first,
            Last = last,
            Characters = characters,
            Figures = value.Figures,
            TimeFigures = value.TimeFigures,
            Numbers = value.Numbers,
            IsQuantity = isMeasured || IsNeutral(first) || IsSum(first, last, isExpected ? evidence[0] : default) || IsTimeOfDay(value, isExpected ? evidence[0] : default),
            IsAtEnd = IsAtEnd(last),
            Expected = evidence,
        };
    }

    /// <summary>A unit follows.</summary>
    private bool IsMeasured(int last)
    {
        if (last + 1 >= tokens.Length)
        {
            return false;
        }

        var next = tokens[last + 1];
        return next.Follows(Gap.Percent) || roles[last + 1] is Role.Unit || (!next.Follows(Gap.Stop | Gap.Period | Gap.Comma) && next.Is(Unit) && !next.Is(Letter) && !IsStreetsName(last + 1));
    }

    /// <summary>"stone creek street" after a house number.</summary>
    private bool IsStreetsName(int first)
    {
        for (var at = first + 1; tokens[first].Is(FamilyName) && at < tokens.Length && at <= first + 2; at++)
        {
            if (tokens[at].Is(StreetType) && !tokens[at].Follows(Gap.Comma | Gap.Period | Gap.Stop))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A time by itself, unless a transcriber may have made it of a code or a date.</summary>
    private static bool IsTimeOfDay(RunValue value, Expectation expected) =>
        value.TimeFigures > 0 && value.TimeFigures >= value.Figures && !(IsShort(expected) && expected.Strength >= 0.4f);

    private static bool IsShort(Expectation expected) => expected.Type is EntityType.Cvv or EntityType.CardExpiry or EntityType.DateOfBirth or EntityType.UsSsn && expected.Strength > 0;

    /// <summary>One amount of money, or one cardinal with thousands.</summary>
    private bool IsSum(int first, int last, Expectation expected)
    {
        if (IsShort(expected) || (expected.Strength > 0 && !tokens[first].Follows(Gap.Currency)))
        {
            return false;
        }

        var isOneNumber = true;
        var hasThousands = false;
        var numbers = 1;
        var sums = tokens[first].Follows(Gap.Currency) ? 1 : 0;
        var hasMagnitude = false;
        for (var at = first + 1; at <= last; at++)
        {
            var isTight = tokens[at].IsTight && tokens[at].Follows(Gap.Comma | Gap.Period);
            hasThousands |= tokens[at].Is(Thousand) || (isTight && tokens[at].Follows(Gap.Comma) && tokens[at].Length == 3);
            sums += tokens[at].Follows(Gap.Currency) ? 1 : 0;
            hasMagnitude |= tokens[at].Is(Hundred | Thousand);
            hasMagnitude &= !(tokens[at].IsFigures && tokens[at].Length > 3); // "twenty four hundred 0264" is no cardinal
            numbers += tokens[at].Is(Digit) && tokens[at - 1].Is(Digit) ? 1 : 0;
            isOneNumber &= isTight || tokens[at].Is(Hundred | Thousand | Digit | Tens | Teen | SoundsLikeLetter);
        }

        if (expected.Strength == 0 && (sums > 1 || (hasMagnitude && last - first < WordsOfACardinal)))
        {
            return true;
        }

        return isOneNumber && numbers == 1 && (tokens[first].Follows(Gap.Currency) || hasThousands);
    }

    /// <summary>Behind words that say that it identifies no person: "procedure code".</summary>
    private bool IsNeutral(int first)
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

    private bool IsAtEnd(int last)
    {
        for (var at = last + 1; at < tokens.Length; at++)
        {
            if (roles[at] is not (Role.Filler or Role.Weak))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The cue before the stretch, the cue after it, and what the conversation expects: the surest first.</summary>
    private ImmutableArray<Expectation> EvidenceFor((int First, int Last) stretch, List<Run> runs)
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

                var between = NumbersSince(hit.Last, runs);
                var strength = hit.Cue.Strength - (DecayPerToken * (stretch.First - hit.Last - 1)) - (DecayPerRun * between);
                found.Add(new Expectation(hit.Cue.Type, strength, hit.Cue.Length));
            }
            else if (hit.First > stretch.Last && hit.First - stretch.Last <= TrailingCueReach && IsOfNumber(hit.Cue.Type) && IsExplanation(stretch.Last + 1, hit.First))
            {
                found.Add(new Expectation(hit.Cue.Type, hit.Cue.Strength * TrailingCueStrength, hit.Cue.Length));
            }
        }

        found.AddRange(expected.Where(expectation => IsOfNumber(expectation.Type)));
        found.RemoveAll(expectation => expectation.Strength <= 0.1f);
        found.Sort((one, other) => other.Strength.CompareTo(one.Strength));
        return [.. found];
    }

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
