using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Web addresses, written (https://example.org/inv/9) or spoken ("w w w dot example dot org slash inv").</summary>
internal sealed class UrlRecognizer : IRecognizer
{
    private const int LongestHost = 12; // tokens

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Url, 0.7f, 0,
            "website", "web site", "web page", "my page", "portal address", "the link", "reset link", "takes me to", "link goes to", "went to", "url", "u r l", "site is", "go to", "log on to", "online at", "web address", "link", "link is", "portal", "portal is", "portal at", "site", "page is", "page", "typed in", "clicked", "clicked on", "opened", "visit", "visited", "browser", "web site is", "website is", "it sends me to", "sends me to", "redirects to", "download it at", "register at"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            reading.Budget.Spend();
            var first = at;
            var last = SchemeEnd(reading, at);
            last = last >= 0 ? HostEnd(reading, last, needsDomain: false) : HostEnd(reading, at, needsDomain: true);
            if (last < 0)
            {
                continue;
            }

            last = PathEnd(reading, last);
            found.Add(new Entity(EntityType.Url, reading.SpanOf(first, last), 0.8f, typeof(UrlRecognizer)));
            at = last;
        }

        foreach (var hit in reading.Cues)
        {
            if (hit.Cue.Type is EntityType.Url && SpokenAddress.Start(reading, hit.Last + 1) is var first && SpokenAddress.End(reading, first) is var last and >= 0)
            {
                found.Add(new Entity(EntityType.Url, reading.SpanOf(first, last), 0.55f, typeof(UrlRecognizer)));
            }
        }
    }

    /// <summary>After "https://", "h t t p colon slash slash", "www." or "w w w dot": the last token of it; -1 when the token begins none.</summary>
    private static int SchemeEnd(Reading reading, int at)
    {
        var word = reading.LexemeAt(at);
        var end = -1;
        if (reading.WordAt(at).StartsWith("http", StringComparison.OrdinalIgnoreCase) && reading.Tokens[at].Length <= 5)
        {
            end = at;
        }
        else if (word is "h" && reading.LexemeAt(at + 1) is "t" && reading.LexemeAt(at + 2) is "t" && reading.LexemeAt(at + 3) is "p")
        {
            end = reading.LexemeAt(at + 4) is "s" ? at + 4 : at + 3;
        }
        else if (reading.WordAt(at).Equals("www", StringComparison.OrdinalIgnoreCase))
        {
            return at;
        }
        else if (AfterSpelledW(reading, at) is var after and > 0)
        {
            return after - 1;
        }

        while (end >= 0 && reading.LexemeAt(end + 1) is "colon" or "slash" or "forward")
        {
            end++;
        }

        return end;
    }

    /// <summary>The token after two or three w's, "double you" among them; 0 when there are none.</summary>
    private static int AfterSpelledW(Reading reading, int at)
    {
        var count = 0;
        while (count < 3)
        {
            if (reading.LexemeAt(at) is "w")
            {
                at++;
            }
            else if (reading.LexemeAt(at) is "double" && reading.LexemeAt(at + 1) is "you" or "u" or "ewe")
            {
                at += 2;
            }
            else
            {
                break;
            }

            count++;
        }

        return count >= 2 ? at : 0;
    }

    /// <summary>The last token of a host name that begins at a token; -1 when there is none.</summary>
    private static int HostEnd(Reading reading, int at, bool needsDomain)
    {
        var end = needsDomain ? -1 : at;
        var hasDomain = false;
        for (var token = at; token + 1 < reading.Tokens.Length && token - at < LongestHost;)
        {
            var next = NextLabel(reading, token, hasDomain || needsDomain);
            if (next < 0)
            {
                break;
            }

            var isDomain = reading.IsAt(next, Domain) && (reading.Tokens[next].IsTight || SpokenAddress.IsLikeDot(reading, next - 1)) && IsLabel(reading, token);
            hasDomain |= isDomain;
            end = !needsDomain || isDomain ? next : end;
            token = next;
        }

        return end;
    }

    private static bool IsLabel(Reading reading, int at) => !reading.IsAt(at, Digit) || reading.Tokens[at].Shape is TokenShape.Mixed or TokenShape.Figures;

    /// <summary>The token after a dot, dash or (inside a spoken host) a blank; -1 when the host ends here.</summary>
    private static int NextLabel(Reading reading, int token, bool isStrict)
    {
        var next = token + 1;
        var gap = reading.Tokens[next];
        if (gap.IsTight && gap.Before is not Gap.None && !gap.Follows(Gap.At | Gap.Comma | Gap.Stop))
        {
            return next;
        }

        var isMisheardDot = SpokenAddress.IsLikeDot(reading, next) && (!isStrict || reading.LexemeAt(next + 1) is "com" or "org" or "net" or "edu" or "gov");
        if (SpokenAddress.IsDot(reading, next) || isMisheardDot || reading.LexemeAt(next) is "dash" or "hyphen")
        {
            return next + 1 < reading.Tokens.Length ? next + 1 : -1;
        }

        return !isStrict && !gap.Follows(Gap.Comma | Gap.Stop | Gap.Period) && !reading.IsAt(next, Function) ? next : -1;
    }

    /// <summary>The last token of the path that follows a host.</summary>
    private static int PathEnd(Reading reading, int last)
    {
        while (last + 1 < reading.Tokens.Length)
        {
            var next = reading.Tokens[last + 1];
            var isWritten = next.IsTight && !next.Follows(Gap.Comma | Gap.Stop);
            var isJoint = SpokenAddress.IsSlash(reading, last + 1) || SpokenAddress.IsJoint(reading, last + 1)
                || (reading.LexemeAt(last + 1) is "that" or "dog" && last + 2 < reading.Tokens.Length && !reading.IsAt(last + 2, Function));
            if (isJoint && last + 2 < reading.Tokens.Length && !next.Follows(Gap.Stop))
            {
                var isDouble = SpokenAddress.IsSlash(reading, last + 2) && last + 3 < reading.Tokens.Length;
                last += isDouble ? 3 : 2;
            }
            else if (isWritten || (!next.Follows(Gap.Comma | Gap.Period | Gap.Stop) && reading.Roles[last + 1] is Role.Strong or Role.Silent))
            {
                last++;
            }
            else
            {
                break;
            }
        }

        return last;
    }
}
