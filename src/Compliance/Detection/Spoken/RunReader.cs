using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Joins tokens to <see cref="Run"/>s: strong tokens, over fillers and homophones between them; where a cue or the conversation expects an
/// identifier also over words that nobody lists, and out to homophones at the edges, as far as the identifier's usual length allows.
/// </summary>
internal sealed class RunReader
{
    private const int StrongOfLong = 6;
    private const int MostMisheard = 2; // words
    private const int LongestMisheard = 7; // letters
    private const int FarthestOfLong = 4; // tokens
    private const int LongestUnfinished = 48; // tokens
    private const WordTraits NeverMisheard = WordTraits.Unit | WordTraits.Kin | WordTraits.Title | WordTraits.StreetType | WordTraits.Month | WordTraits.Weekday | WordTraits.UnitOfAddress | WordTraits.State;

    private static readonly Expectation LongNumber = new(EntityType.UnknownNumber, 0.3f, 16);

    private readonly string _text;
    private readonly Token[] _tokens;
    private readonly Role[] _roles;
    private readonly StretchFinder _stretches;
    private readonly RunEvidence _evidence;
    private readonly RunEdges _edges;
    private readonly RunQuantity _quantity;
    private readonly TimeBudget _budget;

    public RunReader(string text, Token[] tokens, Role[] roles, List<CueHit> cues, IReadOnlyList<Expectation> expected, TimeBudget budget)
    {
        (_text, _tokens, _roles, _budget) = (text, tokens, roles, budget);
        _stretches = new StretchFinder(tokens, roles, cues, budget);
        _evidence = new RunEvidence(tokens, roles, cues, expected);
        _edges = new RunEdges(text, tokens, roles, _evidence);
        _quantity = new RunQuantity(tokens, roles);
    }

    public List<Run> Read()
    {
        var stretches = _stretches.Find();
        var runs = new List<Run>(stretches.Count);
        var from = 0;
        for (var at = 0; at < stretches.Count; at++)
        {
            _budget.Spend();
            var evidence = _evidence.For(stretches[at], runs);
            var (first, last) = stretches[at];
            if (IsIdentifier(evidence) || IsLong(stretches, at))
            {
                while (at + 1 < stretches.Count && (_stretches.CanJoin(last, stretches[at + 1].First, isExpected: true) || IsMisheard(first, last, stretches[at + 1], evidence)))
                {
                    last = stretches[++at].Last;
                }

                (first, last) = _edges.Widen(first, last, from, evidence.Length > 0 ? evidence[0] : LongNumber);
            }

            if (Make(first, last, evidence) is { } run)
            {
                runs.Add(run);
                from = run.Last + 1;
            }
        }

        return runs;
    }

    /// <summary>One or two short words between the figures of a number that is not complete: a transcriber wrote them for figures, whichever they are.</summary>
    private bool IsMisheard(int first, int last, (int First, int Last) next, ImmutableArray<Expectation> evidence)
    {
        if (next.First - last - 1 > MostMisheard || last - first > LongestUnfinished || RunValue.Of(_text, _tokens, _roles, first, last, out _).Length >= (evidence.Length > 0 ? evidence[0].Length : LongNumber.Length))
        {
            return false;
        }

        for (var at = last + 1; at <= next.First; at++)
        {
            var isBetween = at < next.First;
            if (_tokens[at].Follows(Gap.Period | Gap.Stop | Gap.Percent | Gap.Currency | Gap.Other) || (isBetween && (_tokens[at].Length > LongestMisheard || _roles[at] is Role.Unit || _tokens[at].Is(NeverMisheard) || _evidence.IsInCue(at) || IsSaidOfQuantities(at))))
            {
                return false;
            }
        }

        return evidence.Length > 0 || (!HasMagnitude((first, last)) && !HasMagnitude(next));
    }

    private bool HasMagnitude((int First, int Last) stretch)
    {
        for (var at = stretch.First; at <= stretch.Last; at++)
        {
            if (_tokens[at].Is(WordTraits.Hundred | WordTraits.Thousand))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"120 over 80", "three or four", "ten to twelve"</summary>
    private bool IsSaidOfQuantities(int at) => _tokens[at].Lexeme.Word is "over" or "or" or "and" or "times" or "by" or "is" or "are" or "my" or "in" or "at" or "with" or "but" or "not";

    /// <summary>A date or an age is expected to be short, and what surrounds it to be talk.</summary>
    private static bool IsIdentifier(ImmutableArray<Expectation> evidence) => evidence.Length > 0 && evidence[0].Type is not (EntityType.Date or EntityType.AgeOver89);

    /// <summary>So many figures, over a homophone or two, that nothing but an identifier is said like that.</summary>
    private bool IsLong(List<(int First, int Last)> stretches, int at)
    {
        if (_tokens[stretches[at].First].Follows(Gap.Currency))
        {
            return false;
        }

        var strong = StrongIn(stretches[at]);
        for (var next = at + 1; next < Math.Min(stretches.Count, at + StrongOfLong) && strong < StrongOfLong && stretches[next].First - stretches[next - 1].Last < FarthestOfLong && !_tokens[stretches[next].First].Follows(Gap.Currency | Gap.Other | Gap.Stop | Gap.Percent); next++)
        {
            strong += StrongIn(stretches[next]);
        }

        return strong >= StrongOfLong;
    }

    private int StrongIn((int First, int Last) stretch)
    {
        var strong = 0;
        for (var at = stretch.First; at <= stretch.Last && strong <= StrongOfLong; at++)
        {
            strong += _roles[at] is Role.Strong && !_tokens[at].Is(WordTraits.Hundred | WordTraits.Thousand) ? 1 : 0;
        }

        return strong;
    }

    private Run? Make(int first, int last, ImmutableArray<Expectation> evidence)
    {
        var characters = RunValue.Of(_text, _tokens, _roles, first, last, out var value);
        var isMeasured = _quantity.IsMeasured(last);
        var isExpected = evidence.Length > 0 && evidence[0].Strength >= 0.4f;
        if (isMeasured && value.Numbers > 1)
        {
            last = first + value.LastNumberAt - 1; // "four refills left on 12, 20 mg": the quantity is not part of the number before it
            while (last > first && _roles[last] is not (Role.Strong or Role.Silent))
            {
                last--;
            }

            characters = RunValue.Of(_text, _tokens, _roles, first, last, out value);
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
            IsQuantity = isMeasured || _evidence.IsNeutral(first) || _quantity.IsSum(first, last, characters, isExpected ? evidence[0] : default) || RunQuantity.IsTimeOfDay(value, isExpected ? evidence[0] : default),
            IsAtEnd = IsAtEnd(last),
            Expected = evidence,
        };
    }

    private bool IsAtEnd(int last)
    {
        for (var at = last + 1; at < _tokens.Length; at++)
        {
            if (_roles[at] is not (Role.Filler or Role.Weak))
            {
                return false;
            }
        }

        return true;
    }
}
