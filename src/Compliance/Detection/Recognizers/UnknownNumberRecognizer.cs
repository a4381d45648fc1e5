using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>The safety net: a long run of figures, or figures with letters, that nothing explained. It yields to every other recognizer.</summary>
internal sealed class UnknownNumberRecognizer : IRecognizer
{
    private const int FewestFigures = 6;
    private const int FewestOfSingleFigures = 3; // "four one one" is said of no quantity
    private const int FewestUnexplained = 3;
    private const int FewestMixed = 6;
    private const int WordsOfAnAside = 6;
    private const int FewestAnnounced = 3;
    private const int FewestOfAnswer = 3;
    private const int FewestAlone = 5;
    private const int MostWordsBeforeAnswer = 4;
    private const float Least = 0.3f;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.UnknownNumber, 0.45f, 0, "number", "numbers", "digits", "first four", "next four", "first three", "next three", "next two", "last two", "first two", "last part", "first part", "first half", "last half", "the number", "number is", "the numbers", "password", "id is", "code number", "bill number", "order number", "ticket number", "invoice", "bill"),
        .. Cue.All(EntityType.UnknownNumber, 0, 0, "diagnosis code", "procedure code", "icd code", "icd ten code", "cpt code", "error code", "promo code", "billing code", "procedure was", "code they used was", "dress code", "open from", "open until", "model", "ldl", "hdl", "cholesterol", "a1c"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        Run? before = null;
        foreach (var run in reading.Runs)
        {
            reading.Budget.Spend();
            var goesOn = before is not null && run.First - before.Last <= WordsOfAnAside && GoesOn(before, run);
            before = run.IsQuantity ? before : run;
            if (!run.IsQuantity && !IsPublic(reading, run) && (goesOn || IsLong(reading, run) || IsAnnounced(run) || IsAnswer(reading, run)))
            {
                found.Add(new Entity(EntityType.UnknownNumber, reading.SpanOf(run.First, run.Last), Least, typeof(UnknownNumberRecognizer)));
            }
        }
    }

    /// <summary>Behind a long number and a few words: its end said again ("... eighty nine, I go back, eighty nine"), or the rest of it at the end of the turn.</summary>
    private static bool GoesOn(Run before, Run run) =>
        before.Figures >= FewestFigures && ((run.Characters.Length > 1 && before.Characters.EndsWith(run.Characters, StringComparison.Ordinal)) || (run.IsAtEnd && run.Figures > 1));

    /// <summary>"call nine one one"</summary>
    private static bool IsPublic(Reading reading, Run run) => run.Characters is "911" or "988" && reading.LexemeAt(run.First - 1) is "call" or "dial" or "called" or "to";

    /// <summary>Nothing but single figures; neither counting ("one two three"), nor a range ("four to five"), nor a temperature ("one oh two").</summary>
    private static bool IsDigitByDigit(Reading reading, Run run)
    {
        for (var at = run.First; at <= run.Last; at++)
        {
            if (reading.Roles[at] is Role.Weak && reading.IsAt(at, WordTraits.Everyday))
            {
                return false;
            }
        }

        return run.Characters is not ("123" or "1234" or "12345") && !(run.Figures == FewestOfSingleFigures && run.Characters.StartsWith("10", StringComparison.Ordinal)) && !IsFraction(reading, run);
    }

    private static bool IsAnnounced(Run run) => run.Characters.Length >= FewestAnnounced && run.Characters.Length + run.Figures > 4 && run.Expected.Length > 0 && run.Expected[0].Strength >= Least
        && run.Expected[0].Type is not (EntityType.Date or EntityType.AgeOver89 or EntityType.StreetAddress);

    /// <summary>A number by itself is the answer to a question that was not understood, and a short one beside a card's is its code, expiry or ZIP.</summary>
    private static bool IsAnswer(Reading reading, Run run)
    {
        if (run.Figures - run.TimeFigures < FewestOfAnswer || IsFraction(reading, run))
        {
            return false;
        }

        var isWhole = reading.IsAnswer && run.IsAtEnd && run.First <= MostWordsBeforeAnswer && (run.Numbers > 1 || run.Figures > FewestOfAnswer);
        var isAlone = run.IsAtEnd && run.First <= 1 && run.Numbers >= FewestOfAnswer && run.Figures >= FewestAlone; // "uh, six, twelve, eighty"
        return isWhole || isAlone || reading.ConcernsPayment;
    }

    /// <summary>"ninety nine point one", 98.6</summary>
    private static bool IsFraction(Reading reading, Run run)
    {
        for (var at = run.First + 1; at <= run.Last; at++)
        {
            if (reading.LexemeAt(at) is "point" || (reading.Tokens[at].IsTight && reading.Tokens[at].Follows(Gap.Period | Gap.Slash) && reading.Tokens[at].Length <= 2))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLong(Reading reading, Run run)
    {
        var figures = run.Figures - run.TimeFigures;
        return figures >= FewestFigures
            || (figures >= FewestUnexplained && run.Letters == 0 && !BenignNumber.Explains(reading, run))
            || (figures >= FewestOfSingleFigures && run.Numbers >= figures && IsDigitByDigit(reading, run))
            || (run.Letters > 0 && figures >= 3 && run.Characters.Length >= FewestMixed);
    }
}
