using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>
/// What e-mail and web addresses have in common when they are spoken: the words for their punctuation, with what a transcriber makes of them,
/// and how far an announced address reaches that has no shape of its own left ("mychart that or flash jane").
/// </summary>
internal static class SpokenAddress
{
    private const int Longest = 26; // tokens

    public static bool IsDot(Reading reading, int at) => reading.LexemeAt(at) is "dot" or "dots" or "dotted" or "doc" or "period" or "point";

    /// <summary>A dot, or a word that is heard for one.</summary>
    public static bool IsLikeDot(Reading reading, int at) => IsDot(reading, at) || reading.LexemeAt(at) is "that" or "dog" or "got" or "door";

    public static bool IsSlash(Reading reading, int at) => reading.LexemeAt(at) is "slash" or "flash" or "lash" or "splash" or "forward" or "backslash" or "colon";

    public static bool IsJoint(Reading reading, int at) => reading.LexemeAt(at) is "dot" or "underscore" or "dash" or "hyphen" or "plus" or "period" or "dotted" or "dots";

    /// <summary>"com", "org" and what is heard for them.</summary>
    public static bool IsDomain(Reading reading, int at) => reading.IsAt(at, Domain) || reading.LexemeAt(at) is "calm" or "come" or "calms" or "nut" or "or";

    /// <summary>Whether a cue in this turn or what was asked before makes an address of the type expected at a token.</summary>
    public static bool IsExpected(Reading reading, int at, EntityType type)
    {
        foreach (var expectation in reading.Expected)
        {
            if (expectation.Type == type)
            {
                return true;
            }
        }

        foreach (var hit in reading.CuesNear(at, Longest))
        {
            if (hit.Cue.Type == type && hit.Last < at)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first token of an announced address, behind the words that lead to it.</summary>
    public static int Start(Reading reading, int at)
    {
        while (at < reading.Tokens.Length && reading.IsAt(at, Connector | Filler) && reading.Tokens[at].Length > 1 && !IsJoint(reading, at + 1) && reading.LexemeAt(at + 1) is not "at")
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// The last token of an announced address: up to a pause, or a word that no address holds. -1 when there is nothing in it that only an address has.
    /// </summary>
    public static int End(Reading reading, int first)
    {
        var (end, joints) = (first - 1, 0);
        for (var at = first; at < reading.Tokens.Length && at - first < Longest; at++)
        {
            var token = reading.Tokens[at];
            var isPause = at > first && token.Follows(Gap.Comma | Gap.Stop | Gap.Period) && !token.IsTight;
            if (isPause && !(token.Follows(Gap.Period) && IsDomain(reading, at)))
            {
                break;
            }

            var isJoint = IsLikeDot(reading, at) || IsSlash(reading, at) || IsJoint(reading, at) || reading.LexemeAt(at) is "at";
            joints += isJoint || (token.IsTight && at > first && token.Follows(Gap.Period | Gap.At | Gap.Underscore)) ? 1 : 0;
            var isBetween = isJoint || IsDomain(reading, at) || at == first || IsLikeDot(reading, at - 1) || IsSlash(reading, at - 1) || IsJoint(reading, at - 1) || reading.LexemeAt(at - 1) is "at";
            if (!isBetween && reading.IsAt(at, Function | Filler) && (reading.IsAt(at, Everyday) || !reading.IsAt(at, SoundsLikeNumber | Digit | SoundsLikeLetter | Letter)))
            {
                break;
            }

            end = at;
        }

        while (end >= first && reading.IsAt(end, Function) && !reading.IsAt(end, Domain | Digit) && !IsDomain(reading, end))
        {
            end--;
        }

        return joints > 0 && end > first ? end : -1;
    }
}
