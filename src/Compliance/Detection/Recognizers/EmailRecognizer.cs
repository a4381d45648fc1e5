using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>E-mail addresses, written (jane_roe@example.org) or spoken ("jane underscore roe at example dot org").</summary>
internal sealed class EmailRecognizer : IRecognizer
{
    private const int LongestDomain = 9; // tokens
    private const int LongestLocalPart = 24;
    private const int ShortAnswer = 5;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.EmailAddress, 0.8f, 0,
            "email", "e mail", "email address", "e mail address", "email is", "emails", "my email", "send the forms to", "forms to", "signed up with", "receipt to", "log in with", "i use", "we show"),
    ];

    public void Find(Reading reading, ICollection<Entity> found)
    {
        var from = 0;
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            if (!IsAt(reading, at))
            {
                continue;
            }

            var last = DomainEnd(reading, at);
            if (last < 0)
            {
                continue;
            }

            var first = LocalPart(reading, at, from);
            if (first < 0 || (reading.LexemeAt(at) is "at" && SpokenAddress.IsSlash(reading, last + 1)))
            {
                continue;
            }

            found.Add(new Entity(EntityType.EmailAddress, reading.SpanOf(first, last), 0.95f, typeof(EmailRecognizer)));
            from = last + 1;
            at = last;
        }

        FindAnnounced(reading, found);
    }

    /// <summary>The token that begins the domain after "@", or the word "at" itself.</summary>
    private static bool IsAt(Reading reading, int at) => reading.Tokens[at].Follows(Gap.At) || (reading.LexemeAt(at) is "at" && at > 0);

    /// <summary>The domain's last token; -1 when none of the words after "at" ends one.</summary>
    private static int DomainEnd(Reading reading, int at)
    {
        var isWritten = reading.Tokens[at].Follows(Gap.At);
        var first = isWritten ? at : at + 1;
        var expected = SpokenAddress.IsExpected(reading, at, EntityType.EmailAddress);
        for (var end = first; end < reading.Tokens.Length && end < first + LongestDomain; end++)
        {
            if (end > first && IsDot(reading, end, out var domain) && reading.IsAt(domain, Domain))
            {
                while (IsDot(reading, domain + 1, out var further) && reading.IsAt(further, Domain))
                {
                    domain = further;
                }

                return domain;
            }

            if (reading.Tokens[end].Follows(Gap.Stop) || (end > first && !isWritten && !expected && reading.IsAt(end, Function) && reading.LexemeAt(end) is not ("the" or "my" or "hot" or "at" or "me" or "out")))
            {
                return isWritten && end > first ? end - 1 : -1;
            }

            if (isWritten && end > first && !reading.Tokens[end].IsTight)
            {
                return end - 1;
            }
        }

        return isWritten ? Math.Min(first, reading.Tokens.Length - 1) : -1;
    }

    /// <summary>Whether a dot, spoken or written, stands at or before a token, and which token follows it.</summary>
    private static bool IsDot(Reading reading, int at, out int next)
    {
        next = at;
        if (at >= reading.Tokens.Length)
        {
            return false;
        }

        if (SpokenAddress.IsDot(reading, at) || reading.LexemeAt(at) is "dog")
        {
            next = at + 1;
            return next < reading.Tokens.Length;
        }

        return reading.Tokens[at].Follows(Gap.Period);
    }

    /// <summary>The first token of what stands before the "at"; -1 when nothing there can be an address.</summary>
    private static int LocalPart(Reading reading, int at, int from)
    {
        var first = at;
        while (first > from && at - first < LongestLocalPart && Belongs(reading, first, at))
        {
            first--;
        }

        while (first < at && reading.IsAt(first, Connector | Filler) && reading.Tokens[first].Length > 1 && !reading.Tokens[first + 1].IsTight && !IsLinker(reading, first + 1))
        {
            first++;
        }

        return first < at ? first : -1;
    }

    /// <summary>Whether the token before one that belongs to the local part belongs to it too.</summary>
    private static bool Belongs(Reading reading, int next, int at)
    {
        var token = next - 1;
        if (reading.Tokens[next].IsTight && (next == at || reading.Tokens[next].Follows(Gap.Period | Gap.Underscore | Gap.Hyphen | Gap.Plus)))
        {
            return true;
        }

        if (reading.Tokens[next].Follows(Gap.Stop) || (reading.Tokens[next].Follows(Gap.Comma) && next != at && !IsLinker(reading, next)))
        {
            return false;
        }

        if (IsLinker(reading, token) || IsLinker(reading, next) || reading.Tokens[next].Follows(Gap.Underscore))
        {
            return true;
        }

        var isNumber = reading.Roles[token] is Role.Strong or Role.Silent;
        var isWord = !reading.IsAt(token, Function | Connector) || next == at;
        var isCue = false;
        foreach (var hit in reading.CuesNear(token, 0))
        {
            isCue |= hit.First <= token && hit.Last >= token;
        }

        return !isCue && (isNumber || (isWord && !reading.Tokens[next].Follows(Gap.Period | Gap.Colon)));
    }

    private static bool IsLinker(Reading reading, int at) => SpokenAddress.IsJoint(reading, at);

    /// <summary>An announced address, as far as it reaches, although its "at" or its end was not understood.</summary>
    private static void FindAnnounced(Reading reading, ICollection<Entity> found)
    {
        foreach (var hit in reading.Cues)
        {
            if (hit.Cue.Type is EntityType.EmailAddress)
            {
                var first = SpokenAddress.Start(reading, hit.Last + 1);
                AddAnnounced(reading, first, SpokenAddress.End(reading, first), found);
            }
        }

        if (reading.Expected.Count > 0 && reading.Expected[0].Type is EntityType.EmailAddress)
        {
            var first = SpokenAddress.Start(reading, 0);
            var end = SpokenAddress.End(reading, first);
            AddAnnounced(reading, first, end < 0 && reading.Tokens.Length <= ShortAnswer ? reading.Tokens.Length - 1 : end, found);
        }
    }

    private static void AddAnnounced(Reading reading, int first, int last, ICollection<Entity> found)
    {
        if (last >= first && first < reading.Tokens.Length)
        {
            found.Add(new Entity(EntityType.EmailAddress, reading.SpanOf(first, last), 0.6f, typeof(EmailRecognizer)));
        }
    }
}
