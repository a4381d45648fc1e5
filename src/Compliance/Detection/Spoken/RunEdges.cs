using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Moves a run's edges outward over homophones; where an identifier is expected also over everyday words and words that nobody lists, as far as
/// its usual length allows.
/// </summary>
internal sealed class RunEdges(string text, Token[] tokens, Role[] roles, RunEvidence evidence)
{
    private const int LettersAndFigures = 12;
    private const int LongestMisheard = 6; // letters
    private const float SureExpectation = 0.6f;

    /// <summary>Takes homophones at both edges into the run, everyday words and unlisted ones only while it is shorter than it should be.</summary>
    public (int First, int Last) Widen(int first, int last, int from, Expectation expected)
    {
        from = Math.Max(from, AfterConnectors(first, from));
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

    /// <summary>"tin slash" before a run, "dash hive" behind one.</summary>
    private bool IsJoinedHomophone(int at, int joiner) =>
        at >= 0 && at < tokens.Length && roles[joiner] is Role.Filler && tokens[joiner].Is(Joiner) && tokens[joiner].Lexeme.Word is not "of"
        && (Homophone.IsSure(tokens, roles, at) || (roles[at] is Role.Weak && (tokens[at].Is(Digit) || (tokens[joiner].Lexeme.Word is not "then" && tokens[at].Is(SoundsLikeNumber) && at + 1 == tokens.Length))));

    /// <param name="at">The token at the run's edge.</param>
    /// <param name="boundary">The later one of the edge's two tokens, whose gap lies between.</param>
    private bool Takes(int at, Token boundary, int first, int last, Expectation expected)
    {
        var length = expected.Length;
        if (Homophone.IsSure(tokens, roles, at))
        {
            return true;
        }

        if (at < first && HasLetters(expected.Type) && IsLeadingLetters(at))
        {
            return RunValue.Of(text, tokens, roles, first, last, out _).Length < Math.Max(length, LettersAndFigures);
        }

        if (boundary.Follows(Gap.Period | Gap.Stop | Gap.Parenthesis) && boundary.Follows(Gap.Blank))
        {
            return false;
        }

        return roles[at] switch
        {
            Role.Weak => IsLikelyHomophone(at, isBefore: at < first) && RunValue.Of(text, tokens, roles, first, last, out _).Length < length,
            Role.Break => at > last && IsLastWord(at) && expected.Strength >= SureExpectation && RunValue.Of(text, tokens, roles, first, last, out _).Length < length,
            Role.Unlisted => length > 0 && RunValue.Of(text, tokens, roles, first, last, out _).Length < length,
            _ => false,
        };
    }

    /// <summary>A short word that ends the turn where a figure is missing.</summary>
    private bool IsLastWord(int at) =>
        at + 1 == tokens.Length && tokens[at].Length <= LongestMisheard && tokens[at].Before is Gap.Blank or Gap.Hyphen && !tokens[at].Is(Function | Filler | Connector | Unit | Kin | Title | StreetType) && !evidence.IsInCue(at);

    private static bool HasLetters(EntityType type) =>
        type is EntityType.Mrn or EntityType.MemberId or EntityType.AccountNumber or EntityType.DeaNumber or EntityType.LicenseNumber or EntityType.VehicleId or EntityType.DeviceId
            or EntityType.Passport or EntityType.BiometricId or EntityType.RxNumber or EntityType.UnknownNumber;

    /// <summary>"A 3389", "ML 1291": the letters at the beginning of an identifier, though they may be a word or a unit elsewhere.</summary>
    private bool IsLeadingLetters(int at) =>
        !evidence.IsInCue(at)
        && ((tokens[at].Shape is TokenShape.Capitals && tokens[at].Length <= 3) || (tokens[at].Length == 1 && tokens[at].Lexeme.Word is "a" && !tokens[at + 1].Is(Hundred | Unit)));

    /// <summary>Whether an everyday word at a run's edge is meant as a number: nothing else follows it, or nothing but the cue stands before it.</summary>
    private bool IsLikelyHomophone(int at, bool isBefore)
    {
        if (!tokens[at].Is(SoundsLikeNumber) || tokens[at].Lexeme.Word is "a" && isBefore)
        {
            return tokens[at].Is(Letter) && !isBefore && (at + 1 == tokens.Length || tokens[at + 1].Follows(Gap.Period | Gap.Stop));
        }

        return isBefore
            ? at == 0 || (tokens[at].Lexeme.Word is not ("the" or "or") && evidence.IsBehindCue(at)) || tokens[at - 1].Lexeme.Word is "is" or "'s" or "are" or "was" || tokens[at].Follows(Gap.Comma | Gap.Period | Gap.Colon) || roles[at - 1] is Role.Weak or Role.Filler
            : at + 1 == tokens.Length || tokens[at + 1].Before != Gap.Blank || Homophone.IsSure(tokens, roles, at + 1) || tokens[at + 1].Lexeme.Word is "is" or "and" or "that" or "did" or "thank" or "thanks" or "okay" or "i" or "it";
    }
}
