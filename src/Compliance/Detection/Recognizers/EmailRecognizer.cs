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
    private const float LeastExpectation = 0.3f;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.EmailAddress, 0.8f, 0,
            "email", "e mail", "email address", "e mail address", "email is", "emails", "my email", "signed up with", "sign up with", "signed up using", "sign up using", "log in with", "logged in with", "using", "mail to", "write to", "i use"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        var whole = new List<TextSpan>();
        var from = 0;
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            reading.Budget.Spend();
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
            var isWeb = reading.LexemeAt(at + 1) is "w" && reading.LexemeAt(at + 2) is "w" || (at + 1 < reading.Tokens.Length && reading.WordAt(at + 1) is "www" or "http" or "https");
            if (first < 0 || isWeb || (reading.LexemeAt(at) is "at" && SpokenAddress.IsSlash(reading, last + 1)))
            {
                continue;
            }

            found.Add(new Entity(EntityType.EmailAddress, reading.SpanOf(first, last), 0.95f, typeof(EmailRecognizer)));
            whole.Add(reading.SpanOf(first, last));
            from = last + 1;
            at = last;
        }

        FindAnnounced(reading, whole, found);
        FindAnswered(reading, found);
    }

    /// <summary>The token that begins the domain after "@", or the word "at" itself.</summary>
    private static bool IsAt(Reading reading, int at) =>
        reading.Tokens[at].Follows(Gap.At) || IsSplitProvider(reading, at) || IsMisheardAt(reading, at) || (at > 0 && (reading.LexemeAt(at) is "at" || (IsProvider(reading, at + 1) && reading.LexemeAt(at) is "act" or "that" or "add" or "had" or "and" or "has" or "hat" or "it" or "an")));

    /// <summary>"zelda fifty one and hilltop dot com": a word that no list has and a domain behind what is heard for "at".</summary>
    private static bool IsMisheardAt(Reading reading, int at) =>
        at > 0 && at + 3 < reading.Tokens.Length && reading.LexemeAt(at) is "and" or "add" or "had" or "hat" or "act"
        && reading.Tokens[at + 1].Lexeme.IsUnlisted && SpokenAddress.IsDot(reading, at + 2) && reading.IsAt(at + 3, Domain);

    /// <summary>The mail hosts that everybody uses: behind one of them a lost dot or a misheard "com" is understood.</summary>
    private static bool IsProvider(Reading reading, int at) =>
        at < reading.Tokens.Length && reading.WordAt(at) is "gmail" or "yahoo" or "hotmail" or "outlook" or "icloud" or "aol" or "comcast" or "verizon" or "msn" or "att"
            or "Gmail" or "Yahoo" or "Hotmail" or "Outlook" or "AOL" or "Comcast" or "MSN";

    /// <summary>"i cloud dot com", "out look dot com": a mail host heard as two words, its "at" lost.</summary>
    private static bool IsSplitProvider(Reading reading, int at) =>
        at > 0 && (reading.LexemeAt(at), reading.LexemeAt(at + 1)) is ("i", "cloud") or ("g", "mail") or ("out", "look") or ("hot", "mail") && SpokenAddress.IsDot(reading, at + 2);

    /// <summary>The domain's last token; -1 when none of the words after "at" ends one.</summary>
    private static int DomainEnd(Reading reading, int at)
    {
        var isWritten = reading.Tokens[at].Follows(Gap.At);
        var first = isWritten ? at : at + 1;
        var expected = SpokenAddress.IsExpected(reading, at, EntityType.EmailAddress);
        for (var end = first; end < reading.Tokens.Length && end < first + LongestDomain; end++)
        {
            if (!isWritten && end > first && reading.LexemeAt(end) is "at" && reading.LexemeAt(end + 1) is not ("and" or "t"))
            {
                return -1; // "write me at jane dot roe at ...": the next "at" is the one
            }

            if (end > first && IsProvider(reading, end - 1) && SpokenAddress.IsDomain(reading, end) && !reading.Tokens[end].Follows(Gap.Comma))
            {
                return end;
            }

            if (end > first && IsDot(reading, end, out var domain) && (reading.IsAt(domain, Domain) || (IsProvider(reading, end - 1) && SpokenAddress.IsDomain(reading, domain))))
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

        if (reading.LexemeAt(token) is "at")
        {
            return false; // "write me at jane dot roe at ..."
        }

        if (IsLinker(reading, token) || IsLinker(reading, next) || reading.Tokens[next].Follows(Gap.Underscore))
        {
            return true;
        }

        var isNumber = reading.Roles[token] is Role.Strong or Role.Silent || reading.IsAt(token, Digit) || reading.Tokens[token].Length == 1;
        if (reading.Tokens[at].Follows(Gap.At) && !isNumber && !SpokenAddress.IsExpected(reading, at, EntityType.EmailAddress))
        {
            return false; // "contact jane@example.org": a written address has no blanks
        }

        var isWord = !reading.IsAt(token, Function | Connector) || next == at;
        return !reading.IsAnnouncing[token] && (isNumber || (isWord && !reading.Tokens[next].Follows(Gap.Period | Gap.Colon)));
    }

    private static bool IsLinker(Reading reading, int at) => SpokenAddress.IsJoint(reading, at);

    /// <summary>An announced address, as far as it reaches, although its "at" or its end was not understood; where a whole one was found, that is it.</summary>
    private static void FindAnnounced(Reading reading, List<TextSpan> whole, List<Entity> found)
    {
        var next = 0;
        foreach (var hit in reading.Cues)
        {
            if (hit.Cue.Type is not EntityType.EmailAddress || SpokenAddress.Start(reading, hit.Last + 1) is var first && first >= reading.Tokens.Length)
            {
                continue;
            }

            while (next < whole.Count && whole[next].End <= reading.Tokens[first].Start)
            {
                next++; // cues and addresses both come in order
            }

            var last = SpokenAddress.End(reading, first);
            if (last >= first && !(next < whole.Count && whole[next].Start < reading.Tokens[last].End && whole[next].End >= reading.Tokens[last].End))
            {
                found.Add(new Entity(EntityType.EmailAddress, reading.SpanOf(first, last), 0.6f, typeof(EmailRecognizer)));
            }
        }
    }

    /// <summary>The answer to "your e-mail address?": a short one is all address.</summary>
    private static void FindAnswered(Reading reading, List<Entity> found)
    {
        if (reading.Tokens.Length == 0 || reading.Expected.Count == 0 || reading.Expected[0] is not { Type: EntityType.EmailAddress, Strength: > LeastExpectation })
        {
            return;
        }

        var first = SpokenAddress.Start(reading, 0);
        var last = SpokenAddress.End(reading, first);
        last = last < 0 && reading.Tokens.Length <= ShortAnswer && reading.LexemeAt(0) is not "at" ? reading.Tokens.Length - 1 : last;
        if (first <= last)
        {
            found.Add(new Entity(EntityType.EmailAddress, reading.SpanOf(first, last), 0.6f, typeof(EmailRecognizer)));
        }
    }
}
