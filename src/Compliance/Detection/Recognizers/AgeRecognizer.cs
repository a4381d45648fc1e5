using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Ages over 89 (45 CFR 164.514(b)(2)(i)(C)). Younger ages may stay.</summary>
internal sealed class AgeRecognizer : IRecognizer
{
    private const int Oldest = 125;

    public IReadOnlyList<Cue> Cues { get; } = [.. Cue.All(EntityType.AgeOver89, 0.6f, 2, "how old", "your age", "her age", "his age", "patient 's age", "age", "aged")];

    public void Find(Reading reading, ICollection<Entity> found)
    {
        foreach (var run in reading.Runs)
        {
            if (run.Letters == 0 && run.Characters.Length is 2 or 3 && int.TryParse(run.Characters, out var age) && age is >= 90 and <= Oldest && IsAge(reading, run))
            {
                found.Add(new Entity(EntityType.AgeOver89, reading.SpanOf(run.First, run.Last), 0.75f, typeof(AgeRecognizer)));
            }
        }
    }

    private static bool IsAge(Reading reading, Run run)
    {
        var next = reading.LexemeAt(run.Last + 1);
        if (next is "year" or "years" or "yr" or "yrs" or "y")
        {
            return reading.LexemeAt(run.Last + 2) is "old" or "of" or "young" || reading.LexemeAt(run.Last + 3) is "old" || IsSaidOfAPerson(reading, run.First);
        }

        return !run.IsQuantity && next is not ("over" or "percent" or "or") && !reading.IsAt(run.Last + 1, Unit)
            && (run.ExpectationOf(EntityType.AgeOver89) > 0.3f || IsSaidOfAPerson(reading, run.First));
    }

    /// <summary>"she's 94", "my mother is 94", "my mom Rosa Diaz is 94", "turned 94", "at 94 she".</summary>
    private static bool IsSaidOfAPerson(Reading reading, int first)
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

        if (before is "at")
        {
            return reading.Roles.Length > first && !reading.Cues.Any(cue => cue.Last == first - 1);
        }

        if (before is not ("is" or "'s" or "was" or "'m" or "am" or "are" or "'re" or "be"))
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
