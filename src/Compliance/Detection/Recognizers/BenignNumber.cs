using System.Globalization;
using CompliantVoiceProxy.Compliance.Detection.Spoken;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>
/// What a number of three to five figures is when it is nobody's: a blood pressure, a reading, a dose, a price, a time of day, a year, a count, the
/// number of a room. It is the harmless that must be recognised: what nothing explains is masked.
/// </summary>
internal static class BenignNumber
{
    private const int WordsBefore = 6;
    private const int WordsBehind = 2;
    private const int WordsOfAnEstimate = 2;
    private const int FirstYear = 1900;
    private const int LastYear = 2049;
    private const int FiguresOfAYear = 4;
    private const int FiguresOfATime = 4;
    private const int LastHour = 12;
    private const int MinutesOfAnHour = 60;

    public static bool Explains(Reading reading, Run run) =>
        run.Characters is "123" or "1234" or "12345" or "321" or "911" or "988"
        || IsRatio(reading, run) || IsYear(run) || IsTime(reading, run) || IsRound(run) || IsPair(reading, run) || IsSaidBefore(reading, run) || IsSaidBehind(reading, run);

    /// <summary>120/80, "120 over 80", 98.6, 1 1/4, 2-3, 100-120.</summary>
    public static bool IsRatio(Reading reading, Run run)
    {
        if (reading.LexemeAt(run.First - 1) is "over" or "point" || reading.LexemeAt(run.Last + 1) is "over" or "point")
        {
            return true;
        }

        for (var at = run.First + 1; at <= run.Last + 1 && at < reading.Tokens.Length; at++)
        {
            if (at > run.Last && reading.Tokens[at].Shape is TokenShape.Mixed && reading.Tokens[at].IsTight)
            {
                return true; // "115.5USD"
            }

            if (at <= run.Last && reading.LexemeAt(at) is "point" || (at <= run.Last && reading.Tokens[at].IsTight && reading.Tokens[at].Follows(Gap.Slash | Gap.Period | Gap.Hyphen | Gap.Colon) && reading.Tokens[at].IsFigures && run.Figures <= FiguresOfATime + 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"nineteen eighty nine", 2019.</summary>
    private static bool IsYear(Run run) =>
        run.Letters == 0 && run.Figures == FiguresOfAYear && run.Numbers <= 2 && int.Parse(run.Characters, CultureInfo.InvariantCulture) is >= FirstYear and <= LastYear;

    /// <summary>"three fifteen", "ten forty five": an hour and minutes in fives, where something says that it is a time.</summary>
    private static bool IsTime(Reading reading, Run run)
    {
        if (run.TimeFigures > 0)
        {
            return true;
        }

        if (run.Letters > 0 || run.Figures > FiguresOfATime || run.Numbers > 2 || reading.Tokens[run.First].IsFigures)
        {
            return false;
        }

        var value = int.Parse(run.Characters, CultureInfo.InvariantCulture);
        return value / 100 is >= 1 and <= LastHour && value % 100 < MinutesOfAnHour && value % 5 == 0;
    }

    /// <summary>"two hundred", 500, 1500.</summary>
    private static bool IsRound(Run run) => run.Letters == 0 && ((run.Numbers == 1 && run.Characters.EndsWith("00", StringComparison.Ordinal)) || (run.Numbers == 2 && run.Characters.EndsWith("000", StringComparison.Ordinal)));

    /// <summary>"ten, one": two numbers in words that a pause parts.</summary>
    private static bool IsPair(Reading reading, Run run) =>
        run.Numbers == 2 && Enumerable.Range(run.First + 1, run.Last - run.First).Any(at => reading.Tokens[at].Follows(Gap.Comma | Gap.Period) && !reading.Tokens[at].IsFigures);

    private static bool IsSaidBefore(Reading reading, Run run)
    {
        for (var at = run.First - 1; at >= 0 && run.First - at <= WordsBefore; at--)
        {
            if (IsMeasure(reading.LexemeAt(at)) || IsCurrency(reading.WordAt(at)) || (run.First - at <= WordsOfAnEstimate && IsEstimate(reading.LexemeAt(at))))
            {
                return true;
            }

            if (reading.Tokens[at].Follows(Gap.Stop | Gap.Period) && !reading.Tokens[at].IsTight)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Directly before a number they make it a rough one.</summary>
    private static bool IsEstimate(string word) => word is "than" or "almost" or "nearly" or "roughly" or "approximately" or "around" or "about" or "least" or "most" or "every" or "between" or "each" or "down" or "up" or "over" or "under" or "line";

    private static bool IsCurrency(ReadOnlySpan<char> word) => word is "EUR" or "USD" or "GBP" or "CAD" or "AUD" or "RMB" or "rmb";

    private static bool IsSaidBehind(Reading reading, Run run)
    {
        for (var at = run.Last + 1; at < reading.Tokens.Length && at - run.Last <= WordsBehind && !reading.Tokens[at].Follows(Gap.Stop | Gap.Period); at++)
        {
            if (IsMeasure(reading.LexemeAt(at)) || reading.IsAt(at, Unit | Hundred | Thousand) || (at == run.Last + 1 && reading.LexemeAt(at) is "or" or "to" or "times"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is counted, measured, paid or numbered without being anybody's.</summary>
    private static bool IsMeasure(string word) => word
        is "pressure" or "systolic" or "diastolic" or "bp" or "sugar" or "sugars" or "glucose" or "pulse" or "heart" or "rate" or "oxygen" or "sats" or "sat" or "saturation" or "temp" or "temperature" or "fever"
        or "cholesterol" or "ldl" or "hdl" or "triglycerides" or "a1c" or "creatinine" or "sodium" or "platelets" or "hemoglobin" or "count" or "level" or "levels" or "fasting" or "lunch" or "dinner" or "breakfast" or "reading" or "readings" or "runs" or "running"
        or "weigh" or "weighs" or "weighed" or "weight" or "pounds" or "gained" or "lost" or "tall" or "height" or "dose" or "doses" or "dosage" or "milligram" or "strength" or "insulin" or "calories" or "carbs" or "sodium" or "quantity" or "supply" or "refills"
        or "cost" or "costs" or "charge" or "charged" or "charges" or "copay" or "deductible" or "balance" or "owe" or "owed" or "paid" or "pay" or "pays" or "total" or "price" or "bill" or "billed" or "refund" or "fee" or "worth" or "premium" or "salary" or "budget"
        or "room" or "suite" or "floor" or "bed" or "ward" or "exit" or "gate" or "flight" or "route" or "highway" or "interstate" or "bus" or "train" or "page" or "form" or "chapter" or "step" or "section" or "model" or "version" or "channel" or "size" or "gauge" or "press"
        or "ticket" or "year" or "years" or "age" or "maximum" or "minimum" or "degrees" or "percent" or "times"
        or "works" or "o'clock" or "pm" or "am" or "tonight" or "tomorrow" or "today" or "usd" or "eur" or "gbp" or "rmb" or "diagnosis" or "icd" or "cpt" or "procedure" or "war" or "area" or "acres" or "population";
}
