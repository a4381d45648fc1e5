using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>
/// Names of persons: after a title, a relative or a cue, by name lists and casing elsewhere, and spelled letter by letter. A title itself is not
/// part of a name. What a sure cue introduces ("my name is") is a name even when nobody lists it; a weak one ("this is") needs a word that looks like one.
/// </summary>
internal sealed class PersonRecognizer : IRecognizer
{
    private const float SureCue = 0.6f;
    private const float LikelyCue = 0.44f; // announces nothing to the next turn
    private const int LongestName = 4;
    private const int LongestAnswer = 7; // words
    private const int SpellingReach = 7; // tokens
    private const int ShortestUnannounced = 3; // "ekg", "pcp"
    private const int FewestLettersSpelled = 3;
    private const int FewestLettersUnannounced = 6;
    private const int FewestLettersExplained = 4;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Person, 0.8f, 0,
            "my name is", "my name 's", "name is", "name 's", "full name", "first name", "last name", "first and last name", "middle name", "maiden name", "surname", "your name", "name on it is",
            "name on it", "patient name", "patient 's name", "subscriber is", "subscriber 's name", "cardholder", "cardholder name", "name on the card", "name on the card is", "name on the account", "spell your name",
            "spell your last name", "spell that", "spelled", "spell it", "spelling", "speaking with", "speaking to", "am i speaking with", "name of", "partner 's name", "husband 's name", "wife 's name",
            "daughter 's name", "son 's name", "mother 's name", "father 's name", "doctor 's name", "policy holder", "policyholder", "guarantor", "next patient is",
            "spell your first name", "name was", "they call me", "emergency contact is", "contact is", "next of kin is", "caregiver is", "speak to", "talk to", "ask for", "this is dr", "pharmacist is", "nurse is", "goes by", "who 's the patient", "in the name of", "under the name", "whose name", "on behalf of", "behalf of", "attention", "attn", "and you are", "who are you", "who am i", "who is this", "who 's this", "who is calling", "who 's calling", "whose appointment", "formerly", "who told", "who picked", "who did", "who do you", "who 's your", "who is your", "who was", "who prescribed", "who referred", "who helped", "who else", "who can", "who should", "who will", "who gave", "who sent", "who signed", "which doctor", "which provider", "which nurse", "someone else", "anyone else", "emergency contact", "what name", "which name", "called you", "some guy named", "named", "family name", "given name", "second name", "christian name", "they write it", "is written", "written as", "connect me with", "connect me to", "legal name", "preferred name", "nickname", "goes by the name", "name of the patient"),
        .. Cue.All(EntityType.Person, LikelyCue, 0,
            "this is", "i 'm", "i am", "it 's", "hi", "hello", "hey", "thanks", "thank you", "good morning", "good afternoon", "good evening", "patient", "the patient is", "ask", "tell", "told", "call", "asked",
            "talked to", "spoke to", "spoke with", "talk with", "speak with", "put down for", "appointment for", "written by", "prescribed by", "referred by", "sent by", "signed by", "it 's under", "looking for", "boss", "nurse", "pharmacist", "caseworker", "case worker", "social worker", "therapist", "surgeon", "dentist", "manager", "supervisor", "receptionist", "assistant", "colleague", "coworker", "babysitter", "landlord", "teacher", "lawyer", "is this", "both", "go by", "goes by", "married to", "see", "rather see"),
        .. Cue.All(EntityType.Person, 0.4f, 0,
            "for", "morning", "with", "from", "mother", "put", "add",
            "by", "to see", "see", "and", "that 's", "is", "to", "okay", "ok", "so", "well", "no", "yes", "under", "me", "seeing", "about", "here with", "regarding", "of", "called", "that", "or", "on", "could", "can", "did", "does", "is", "was", "have", "because", "when", "if", "saw", "met", "let", "has"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        var cue = 0;
        var announced = new List<int>(); // the tokens behind which a name may be spelled
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            reading.Budget.Spend();
            var strength = 0f;
            while (cue < reading.Cues.Count && reading.Cues[cue].Last < at)
            {
                strength = reading.Cues[cue].Last == at - 1 && reading.Cues[cue].Cue.Type is EntityType.Person ? Math.Max(strength, reading.Cues[cue].Cue.Strength) : strength;
                cue++;
            }

            var (first, last) = NameAt(reading, at, strength);
            if (last >= first)
            {
                found.Add(new Entity(EntityType.Person, reading.SpanOf(first, last), 0.7f, typeof(PersonRecognizer)));
                at = last;
                announced.Add(last);
            }
            else if (strength >= SureCue)
            {
                announced.Add(at - 1);
            }
        }

        FindSpelled(reading, announced, found);
        FindExpected(reading, found);
    }

    /// <summary>The name that begins at a token, or behind the few words that may stand between a cue and it; empty (last before first) when there is none.</summary>
    private static (int First, int Last) NameAt(Reading reading, int at, float cue)
    {
        var isSure = cue >= SureCue;
        var first = at;
        if (isSure)
        {
            while (first < reading.Tokens.Length && first - at < 4 && IsBetween(reading, first))
            {
                first++;
            }
        }

        var isTitled = reading.IsAt(first - 1, Title) && !(reading.Tokens[Math.Min(first, reading.Tokens.Length - 1)].Follows(Gap.Stop | Gap.Comma));
        var isKin = reading.IsAt(first - 1, Kin) || (reading.LexemeAt(first - 1) is "'s" && reading.IsAt(first - 2, Kin));
        if (first >= reading.Tokens.Length || !CanBegin(reading, first, isSure, isTitled, cue > 0 || isKin, isLikely: cue >= LikelyCue || isKin))
        {
            return (0, -1);
        }

        var last = first;
        while (last + 1 < reading.Tokens.Length && last - first + 1 < LongestName && CanGoOn(reading, last + 1, isSure || isTitled))
        {
            last++;
        }

        return (first, last);
    }

    private static bool IsBetween(Reading reading, int at) =>
        reading.LexemeAt(at) is "is" or "'s" or "um" or "uh" or "it" or "was" or "and" or "the" or "so" or "yes" or "yeah" or "for" or "that" or "this" or "would" or "be" or "as" or "of" or "okay" or "sure" or "here"
        || (reading.IsAt(at, Title) && reading.Tokens[at].Length > 1);

    private static bool CanBegin(Reading reading, int at, bool isSure, bool isTitled, bool hasCue, bool isLikely)
    {
        var token = reading.Tokens[at];
        if (token.Shape is TokenShape.Figures or TokenShape.Mixed || token.Length < 2 || reading.Roles[at] is Role.Strong or Role.Silent || token.Is(Title) || (reading.IsAnnouncing[at] && !(token.Is(GivenName) && IsCapital(reading, at) && IsSetApart(reading, at))) || IsEponym(reading, at))
        {
            return false;
        }

        var isListed = token.Is(GivenName | FamilyName);
        var isEveryday = token.Is(Common | Function | Filler | Unit | Kin);
        var isNamed = IsCapital(reading, at);
        if (isSure || isTitled)
        {
            return token.Is(Function | Filler | Connector) ? isNamed && isListed && !token.Is(Filler) : !isEveryday || isListed || isNamed || reading.LexemeAt(at - 1) is "mr" or "mrs" or "ms" or "dr" or "mister" or "missus" || (isSure && IsWholeName(reading, at));
        }

        if (isNamed && token.Is(GivenName) && !token.Is(Month | Weekday | State | City) && IsSetApart(reading, at))
        {
            return true;
        }

        if (token.Is(Month | Weekday))
        {
            return token.Is(GivenName) && (IsFamilyNext(reading, at + 1) || (token.Shape is TokenShape.Capitalised && reading.LexemeAt(at + 1) is not "of" && hasCue && token.Lexeme.Word is "april" or "june"));
        }

        if (token.Is(State | Function | Filler | Unit | Kin))
        {
            return false;
        }

        var isSureName = token.Is(GivenName) && !isEveryday && (!token.Is(City) || token.Is(PopularName));
        return isSureName
            || (hasCue && isListed && (isNamed || !isEveryday) && (!token.Is(City) || isNamed || token.Is(GivenName)))
            || (hasCue && isNamed && !isEveryday && !token.Is(City | Medicine) && token.Shape is TokenShape.Capitalised)
            || (reading.IsAt(at - 1, Kin) && token.Is(SoundsLikeName))
            || (IsGreeted(reading, at) && !isEveryday && token.Shape is not TokenShape.Capitals)
            || (IsUnlistedName(reading, at) && (isLikely || (hasCue && !token.Is(Compound)) || (token.Length > ShortestUnannounced && !token.Is(Compound)) || IsUnlistedName(reading, at + 1) || IsSpokenOf(reading, at)))
            || (isNamed && isListed && !token.Is(City | Medicine | State))
            || (token.Is(GivenName) && (IsAddressed(reading, at) || IsUnlistedName(reading, at + 1) || IsRelativesName(reading, at)))
            || (isListed && IsSpelledLetter(reading, at + 1) && IsSpelledLetter(reading, at + 2) && reading.Tokens[at + 1].Before is not Gap.Blank)
            || IsInverted(reading, at)
            || (token.Is(GivenName) && !isEveryday && IsSpokenOf(reading, at))
            || (isLikely && IsUnlistedName(reading, at + 1) && !token.Is(Medicine) && !reading.IsAt(at + 2, Unit))
            || IsNamePair(reading, at, hasCue);
    }

    /// <summary>A word that no list of English or of medicines has: in talk it is nearly always a name.</summary>
    private static bool IsUnlistedName(Reading reading, int at) =>
        at >= 0 && at < reading.Tokens.Length && reading.Tokens[at].Length > 2 && reading.Tokens[at].Shape is TokenShape.Word or TokenShape.Capitalised
        && (reading.Tokens[at].Shape is TokenShape.Capitalised || !reading.WordAt(at).ContainsAnyInRange('A', 'Z')) // "memberId"
        && (reading.Tokens[at].Lexeme.IsUnlisted || reading.IsAt(at, GivenName | FamilyName)) && !reading.IsAt(at, Rare | Medicine | Common | Function) && (!reading.IsAt(at, City | SmallPlace) || reading.IsAt(at, GivenName) || (reading.IsAt(at, FamilyName) && !reading.IsAt(at, City)));

    /// <summary>"Okay Will, ...", "my father, Bill Qureshi": an everyday word in upper case before a comma, the end or a name.</summary>
    private static bool IsSetApart(Reading reading, int at) =>
        at + 1 == reading.Tokens.Length || reading.Tokens[at + 1].Follows(Gap.Comma | Gap.Period | Gap.Stop) || IsUnlistedName(reading, at + 1) || (IsCapital(reading, at + 1) && reading.IsAt(at + 1, FamilyName));

    /// <summary>"thanks grace", "is that you, dawn": an everyday word where somebody is spoken to.</summary>
    private static bool IsAddressed(Reading reading, int at) =>
        reading.Tokens[at].Before is Gap.Blank or (Gap.Blank | Gap.Comma)
        && (reading.LexemeAt(at - 1) is "hi" or "hello" or "hey" or "thanks" or "bye" or "goodbye" or "named" or "dear"
            || (reading.LexemeAt(at - 1) is "you" && reading.LexemeAt(at - 2) is "thank" or "that" or "this" or "is"));

    /// <summary>"my husband art", "his daughter grace"</summary>
    private static bool IsRelativesName(Reading reading, int at) =>
        reading.IsAt(at - 1, Kin) && reading.Tokens[at].Before is Gap.Blank or (Gap.Blank | Gap.Comma) && reading.LexemeAt(at - 2) is "my" or "his" or "her" or "our" or "your" or "their" or "late" or "wife" or "husband";

    /// <summary>"delacroix comma vikram": either of the two, when one could be a name.</summary>
    private static bool IsInverted(Reading reading, int at)
    {
        var other = reading.LexemeAt(at + 1) is "comma" ? at + 2 : reading.LexemeAt(at - 1) is "comma" ? at - 2 : -1;
        return other >= 0 && other < reading.Tokens.Length && !reading.IsAt(other, Function | Unit | Digit)
            && (IsUnlistedName(reading, at) || IsUnlistedName(reading, other));
    }

    /// <summary>"... told me", "... called", "... here": only a person does; or it is spelled: "orsolya, x i o n g".</summary>
    private static bool IsSpokenOf(Reading reading, int at) =>
        at + 1 < reading.Tokens.Length && reading.Tokens[at + 1].Before is Gap.Blank or (Gap.Blank | Gap.Comma)
        && (reading.IsAt(at + 1, ActOfAPerson) || (IsSpelledLetter(reading, at + 1) && (IsSpelledLetter(reading, at + 2) || reading.Roles[Math.Min(at + 2, reading.Roles.Length - 1)] is Role.Silent)));

    private static bool IsSpelledLetter(Reading reading, int at) => at < reading.Tokens.Length && reading.Tokens[at].Length == 1 && reading.IsAt(at, Letter);

    /// <summary>"my name is sunny waters": two words that no talk goes on with.</summary>
    private static bool IsWholeName(Reading reading, int at) =>
        reading.LexemeAt(at - 1) is "is" or "'s" or "name" && at + 1 < reading.Tokens.Length && reading.Tokens[at + 1].Before is Gap.Blank
        && !reading.IsAt(at, Function | Medicine) && (IsUnlistedName(reading, at + 1) || reading.IsAt(at + 1, FamilyName | GivenName)) && !reading.IsAt(at + 1, Function);

    /// <summary>Behind "hi", "hey", "hello": whoever is greeted.</summary>
    private static bool IsGreeted(Reading reading, int at) =>
        reading.Tokens[at].Length > 2 && reading.Tokens[at].Before is Gap.Blank or (Gap.Blank | Gap.Comma)
        && (reading.LexemeAt(at - 1) is "hi" or "hey" or "hello" || (reading.IsAt(at, SoundsLikeName) && reading.LexemeAt(at - 1) is "is" && reading.LexemeAt(at - 2) is "this"));

    /// <summary>A disease, sign or test that bears a person's name.</summary>
    private static bool IsEponym(Reading reading, int at)
    {
        var next = reading.LexemeAt(at + 1) is "'s" ? at + 2 : at + 1;
        return reading.LexemeAt(next) is "disease" or "syndrome" or "sign" or "test" or "scale" or "score" or "maneuver" or "palsy" or "thyroiditis" or "fracture" or "esophagus";
    }

    private static bool IsFamilyNext(Reading reading, int at) =>
        at < reading.Tokens.Length && reading.Tokens[at].Before is Gap.Blank && reading.IsAt(at, FamilyName) && !reading.IsAt(at, Common | Function | Month | Unit);

    /// <summary>Two words of which each could be a name and one is known as one.</summary>
    private static bool IsNamePair(Reading reading, int at, bool hasCue)
    {
        if (!IsNameNext(reading, at + 1))
        {
            return false;
        }

        var (one, other) = (reading.Tokens[at], reading.Tokens[at + 1]);
        var known = one.Is(GivenName | FamilyName | SoundsLikeName) && other.Is(GivenName | FamilyName | SoundsLikeName);
        var capitals = reading.Tokens[at].Shape is TokenShape.Capitalised && IsCapital(reading, at + 1);
        var everyday = one.Is(Common | Function) || other.Is(Common | Function);
        return (capitals && known && !one.Is(Function)) || (!everyday && (known && hasCue || (one.Is(GivenName) && known)))
            || (hasCue && one.Is(GivenName | FamilyName | SoundsLikeName) && !one.Is(Function) && other.Is(FamilyName | GivenName) && !other.Is(Common | Function | City))
            || (capitals && !everyday && hasCue && (one.Is(GivenName | FamilyName | SoundsLikeName) || other.Is(GivenName | FamilyName | SoundsLikeName)));
    }

    private static bool IsNameNext(Reading reading, int at) => at < reading.Tokens.Length && CanGoOn(reading, at, isSure: false);

    private static bool CanGoOn(Reading reading, int at, bool isSure)
    {
        var token = reading.Tokens[at];
        if (token.Before is not (Gap.Blank or Gap.Hyphen) || token.Shape is TokenShape.Figures or TokenShape.Mixed || reading.IsAnnouncing[at] || reading.Roles[at] is Role.Silent || IsEponym(reading, at))
        {
            return false;
        }

        if (token.Length == 1)
        {
            return IsInitial(reading, at);
        }

        var isListed = token.Is(GivenName | FamilyName);
        if (IsCapital(reading, at))
        {
            return !token.Is(Function | Month | Weekday | Kin | Unit | Title | ActOfAPerson) || (isListed && !token.Is(Function | Month | Weekday));
        }

        if (token.Shape is not TokenShape.Word || token.Is(Function | Month | Weekday | Kin | Filler | Title | Connector | State | ActOfAPerson) || (token.Is(Unit) && !token.Is(FamilyName)))
        {
            return false;
        }

        var isAfterGivenName = reading.IsAt(at - 1, GivenName) || IsUnlistedName(reading, at - 1) || (reading.Tokens[at - 1].Length == 1 && reading.IsAt(at - 2, GivenName));
        return token.Is(Common) ? isListed && (isSure || isAfterGivenName) && IsPlausible(token) : isListed || token.Is(SoundsLikeName) || isSure || (isAfterGivenName && token.Is(SmallPlace)) || (isAfterGivenName && reading.Roles[at] is Role.Unlisted);
    }

    /// <summary>"laura c montgomery".</summary>
    private static bool IsInitial(Reading reading, int at)
    {
        var next = at + 1;
        return reading.LexemeAt(at) is not ("i" or "a") && next < reading.Tokens.Length && reading.Tokens[next].Length > 1
            && (!reading.IsAt(next, Common | Function | Unit | Filler | Title) || IsFamilyBehindInitial(reading, next)) && reading.Roles[next] is not (Role.Strong or Role.Silent) && !reading.IsAnnouncing[next]
            && (reading.Tokens[at].Shape is TokenShape.Capitalised || reading.IsAt(next, GivenName | FamilyName | SoundsLikeName) || reading.Roles[next] is Role.Unlisted);
    }

    /// <summary>"Orla K Hunter", "cosima e day"</summary>
    private static bool IsFamilyBehindInitial(Reading reading, int at) =>
        reading.IsAt(at, FamilyName) && !reading.IsAt(at, Function) && reading.IsAt(at - 2, GivenName) && reading.Tokens[at].Before is Gap.Blank;

    /// <summary>An everyday word that is at least as common as a family name ("white", "baker", "king").</summary>
    private static bool IsPlausible(Token token) => token.Is(FamilyName);

    /// <summary>In upper case although it does not begin a sentence.</summary>
    private static bool IsCapital(Reading reading, int at)
    {
        var token = reading.Tokens[at];
        return token.Shape is TokenShape.Capitalised && at > 0 && (!token.Follows(Gap.Period | Gap.Stop | Gap.Colon) || reading.IsAt(at - 1, Title)) && token.Length > 1;
    }

    /// <summary>Runs of letters: behind a name or a cue, or long enough to say it by themselves.</summary>
    private static void FindSpelled(Reading reading, List<int> announced, List<Entity> found)
    {
        var isExpected = IsExpected(reading);
        var next = 0;
        foreach (var run in reading.Runs)
        {
            while (next < announced.Count && announced[next] < run.First)
            {
                next++; // runs come in order
            }

            if (run.Letters < (isExpected ? 1 : FewestLettersSpelled) || run.Figures > 1 + (run.Letters / 4))
            {
                continue;
            }

            if (isExpected || run.Letters >= (IsExplained(reading, run) ? FewestLettersExplained : FewestLettersUnannounced) || (next > 0 && run.First - announced[next - 1] <= SpellingReach))
            {
                var (first, last) = (run.First, run.Last);
                while (last + 1 < reading.Tokens.Length && IsHeardLetter(reading, last + 1, reading.Tokens[last + 1]))
                {
                    last++;
                }

                while (first > 0 && IsHeardLetter(reading, first - 1, reading.Tokens[first]) && !reading.IsAt(first - 1, Everyday))
                {
                    first--;
                }

                found.Add(new Entity(EntityType.Person, reading.SpanOf(first, last), 0.6f, typeof(PersonRecognizer)));
            }
        }
    }

    /// <summary>"g like girl": letters that are spelled with a word belong to a name or a code.</summary>
    private static bool IsExplained(Reading reading, Run run) => reading.Roles.AsSpan(run.First, run.Last - run.First + 1).Contains(Role.Silent)
        || (run.Letters > FewestLettersExplained && run.Figures == 0 && reading.Tokens[run.Last].Follows(Gap.Hyphen));

    private static bool IsHeardLetter(Reading reading, int at, Token boundary) =>
        reading.IsAt(at, SoundsLikeLetter | Letter) && reading.Roles[at] is Role.Weak && !boundary.Follows(Gap.Period | Gap.Stop) && (!reading.IsAt(at, Everyday) || at + 1 == reading.Tokens.Length);

    private static bool IsExpected(Reading reading) =>
        reading.Expected.Count > 0 && reading.Expected[0].Type is EntityType.Person && reading.Expected[0].Strength >= SureCue - 0.2f;

    /// <summary>A short answer to "your name?" is the name, whatever its words; of a longer one, what stands before it is spelled.</summary>
    private static void FindExpected(Reading reading, List<Entity> found)
    {
        if (!IsExpected(reading))
        {
            return;
        }

        var isSpelling = true;
        var end = 0;
        for (; end < reading.Tokens.Length && reading.Roles[end] is not (Role.Strong or Role.Silent); end++)
        {
            isSpelling &= reading.IsAt(end, Letter | SoundsLikeLetter) && !reading.Tokens[end].Follows(Gap.Stop);
        }

        if (end > LongestAnswer)
        {
            return;
        }

        for (var at = 0; at < end; at++)
        {
            var token = reading.Tokens[at];
            var isName = !token.Is(Filler) && (!token.Is(Function | Connector) || end == 1) && (!token.Is(Common) || token.Is(GivenName | FamilyName) || end <= 2);
            if (isSpelling || isName)
            {
                found.Add(new Entity(EntityType.Person, reading.SpanOf(at, at), 0.55f, typeof(PersonRecognizer)));
            }
        }
    }
}
