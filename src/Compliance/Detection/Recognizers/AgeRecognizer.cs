using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Ages over 89 (45 CFR 164.514(b)(2)(i)(C)). Younger ages may stay.</summary>
internal sealed class AgeRecognizer : IRecognizer
{
    private const int Oldest = 125;

    public IReadOnlyList<Cue> Cues { get; } = [.. Cue.All(EntityType.AgeOver89, 0.6f, 2, "how old", "your age", "her age", "his age", "patient 's age", "age", "aged")];

    public void Find(Reading reading, List<Entity> found)
    {
        foreach (var run in reading.Runs)
        {
            reading.Budget.Spend();
            if (run.Letters == 0 && run.Numbers <= 3 && !reading.Tokens[run.First].Follows(Gap.Currency) && run.Characters.Length is 2 or 3 && int.TryParse(run.Characters, out var age) && age is >= 90 and <= Oldest)
            {
                var last = EndsMisheard(reading, run) ? run.Last + 1 : run.Last;
                if (IsAge(reading, run, last))
                {
                    found.Add(new Entity(EntityType.AgeOver89, reading.SpanOf(run.First, last), 0.75f, typeof(AgeRecognizer)));
                }
            }
        }
    }

    /// <summary>"ninety sex", "a hundred tree": a homophone where the last figure belongs.</summary>
    private static bool EndsMisheard(Reading reading, Run run)
    {
        var next = run.Last + 1;
        return run.Characters[^1] is '0' && reading.IsAt(next, SoundsLikeNumber) && reading.LexemeAt(next) is not ("the" or "late") && !(next + 1 < reading.Roles.Length && reading.Roles[next + 1] is Role.Strong)
            && !reading.Tokens[next].Follows(Gap.Comma | Gap.Period | Gap.Stop);
    }

    private static bool IsAge(Reading reading, Run run, int last)
    {
        var next = reading.LexemeAt(last + 1);
        if (next is "year" or "years" or "yr" or "yrs" or "y")
        {
            return reading.LexemeAt(last + 2) is "old" or "of" or "young" || reading.LexemeAt(last + 3) is "old" || IsSaidOfAPerson(reading, run.First, last);
        }

        if (next is "next" or "this" or "in" && (reading.IsAt(last + 2, Month) || reading.LexemeAt(last + 2) is "month" or "year" or "week" or "birthday" or "spring" or "summer" or "fall" or "winter"))
        {
            return next is not "in" || reading.IsAt(last + 2, Month);
        }

        return next is not ("over" or "percent" or "or") && !reading.IsAt(last + 1, Unit)
            && (run.ExpectationOf(EntityType.AgeOver89) > 0.3f || IsSaidOfAPerson(reading, run.First, last));
    }

    /// <summary>"she's 94", "my mother is 94", "my mom Rosa Diaz is 94", "turned 94", "at 94 she".</summary>
    private static bool IsSaidOfAPerson(Reading reading, int first, int last)
    {
        var before = reading.LexemeAt(first - 1);
        if (before is "just" or "almost" or "nearly" or "about" or "now" or "only" or "already")
        {
            before = reading.LexemeAt(--first - 1);
        }

        if (before is "turned" or "turning" or "aged" or "age")
        {
            return true;
        }

        if (before is "to" && reading.LexemeAt(first - 2) is "it" or "lived" or "up" && reading.LexemeAt(first - 3) is "made" or "she" or "he" or "who" or "has" or "lived")
        {
            return true; // "she made it to ninety six", "he lived to ninety six"
        }

        if (before is "be" && reading.LexemeAt(first - 2) is "to")
        {
            return true; // "she lived to be a hundred and two"
        }

        if (before is "at")
        {
            return reading.LexemeAt(last + 1) is "she" or "he" or "i" or "my"; // "at ninety four she still drives"
        }

        if (before is "be" && reading.LexemeAt(first - 2) is "'ll" or "will" or "would")
        {
            return reading.LexemeAt(first - 3) is "she" or "he" or "i" or "you" || reading.IsAt(first - 3, Kin | GivenName);
        }

        if (before is not ("is" or "'s" or "was" or "'m" or "am" or "are" or "'re"))
        {
            return false;
        }

        var who = first - 2;
        if (reading.LexemeAt(who) is "he" or "she" or "i" or "you" or "who" || reading.IsAt(who, Kin))
        {
            return true;
        }

        for (var back = who; back >= 0 && back > who - 3; back--)
        {
            if (reading.IsAt(back - 1, Kin | Title) || reading.IsAt(back, GivenName))
            {
                return reading.LexemeAt(who) is not "it";
            }
        }

        return false;
    }
}
