using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>
/// Dates of birth and every other date that tells more than a month or a year alone (45 CFR 164.514(b)(2)(i)(C)). Times of day, weekdays and
/// years by themselves are not dates.
/// </summary>
internal sealed class DateRecognizer : IRecognizer
{
    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.DateOfBirth, 0.85f, 8,
            "date of birth", "dob", "d o b", "birth date", "birthdate", "birthday", "date of birth is", "born", "born on", "born in", "birth", "birth day", "year of birth", "d.o.b"),
        .. Cue.All(EntityType.Date, 0.5f, 8,
            "date of service", "service date", "seen on", "admitted on", "discharged on", "passed away on", "visit was", "visit was on", "claim is for", "appointment is", "appointment on",
            "surgery was", "surgery on", "confirmed for", "scheduled for", "due date", "died on", "date of death", "admission date", "discharge date", "procedure date", "expected on",
            "what date", "effective date", "dated", "visit on", "started on", "appointment was", "happened on", "the date", "she was discharged", "he was discharged", "was discharged", "was admitted", "mri on", "how about", "next visit", "coverage started", "coverage ended", "coverage began", "prescribed on"),
        .. Cue.All(EntityType.DateOfBirth, 0.45f, 4, "what year"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        foreach (var date in DateReader.Read(reading))
        {
            if (OfDate(reading, date) is { } entity)
            {
                found.Add(entity);
            }
        }

        foreach (var run in reading.Runs)
        {
            if (OfRun(reading, run) is { } entity)
            {
                found.Add(entity);
            }
        }
    }

    private static Entity? OfDate(Reading reading, SpokenDate date)
    {
        var birth = Expectation(reading, date, EntityType.DateOfBirth);
        var expiry = Expectation(reading, date, EntityType.CardExpiry);
        var span = reading.SpanOf(date.First, date.Last);
        if (expiry > 0.4f && date.HasMonth && (date.HasYear || date.HasDay) && expiry > birth)
        {
            return new Entity(EntityType.CardExpiry, span, 0.85f, typeof(DateRecognizer));
        }

        if (birth > 0.4f && (date.HasMonth || date.HasYear || date.HasDay))
        {
            return new Entity(EntityType.DateOfBirth, span, 0.9f, typeof(DateRecognizer));
        }

        if (date.IsDay)
        {
            return new Entity(EntityType.Date, span, 0.8f, typeof(DateRecognizer));
        }

        return !date.HasMonth && date.HasDay && (IsSaidAsDate(reading, date.First) || Expectation(reading, date, EntityType.Date) > 0.4f)
            ? new Entity(EntityType.Date, span, 0.5f, typeof(DateRecognizer))
            : null;
    }

    /// <summary>4/22 is a date after "on" or a weekday, and a fraction or a score elsewhere.</summary>
    private static bool IsSaidAsDate(Reading reading, int first) =>
        reading.LexemeAt(first - 1) is "on" or "since" or "until" or "by" or "from" or "before" or "after" or "back" or "dated" or "due" or "through" or "in" || reading.IsAt(first - 1, WordTraits.Weekday);

    private static Entity? OfRun(Reading reading, Run run)
    {
        if (run.IsQuantity)
        {
            return null;
        }

        var birth = run.ExpectationOf(EntityType.DateOfBirth);
        var other = run.ExpectationOf(EntityType.Date);
        var span = reading.SpanOf(run.First, run.Last);
        if (birth > 0.3f && (run.Figures >= 2 || run.First == 0))
        {
            return new Entity(EntityType.DateOfBirth, span, birth, typeof(DateRecognizer));
        }

        var figures = run.Letters == 0 ? run.Characters : string.Empty;
        if (other > 0.3f && (run.Numbers >= 3 || run.Figures >= 6) && run.Figures > run.TimeFigures && DateReader.IsMonthDayYear(figures, needsFullYear: false))
        {
            return new Entity(EntityType.Date, span, other, typeof(DateRecognizer));
        }

        return figures.Length >= 6 && DateReader.IsMonthDayYear(figures, needsFullYear: true)
            ? new Entity(EntityType.Date, span, 0.4f, typeof(DateRecognizer))
            : null;
    }

    private static float Expectation(Reading reading, SpokenDate date, EntityType type)
    {
        var strength = 0f;
        foreach (var expectation in reading.Expected)
        {
            strength = expectation.Type == type ? Math.Max(strength, expectation.Strength) : strength;
        }

        foreach (var hit in reading.CuesNear(date.First, before: 8))
        {
            strength = hit.Cue.Type == type && hit.Last < date.First ? Math.Max(strength, hit.Cue.Strength) : strength;
        }

        foreach (var hit in reading.CuesNear(date.Last, before: -1))
        {
            strength = hit.Cue.Type == type && hit.First > date.Last && hit.First - date.Last < 5 ? Math.Max(strength, 0.6f * hit.Cue.Strength) : strength;
        }

        return strength;
    }
}
