using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>The safety net: a long run of figures, or figures with letters, that nothing explained. It yields to every other recognizer.</summary>
internal sealed class UnknownNumberRecognizer : IRecognizer
{
    private const int FewestFigures = 6;
    private const int FewestOfSingleFigures = 4; // "four one one two" is said of no quantity
    private const int FewestMixed = 6;
    private const int FewestAnnounced = 3;
    private const float Least = 0.3f;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.UnknownNumber, 0.45f, 0, "number", "numbers", "digits", "the number", "number is", "the numbers", "pin", "pin number", "passcode", "password", "id is", "code number", "bill number", "order number", "ticket number", "invoice", "bill"),
        .. Cue.All(EntityType.UnknownNumber, 0, 0, "diagnosis code", "procedure code", "icd code", "icd ten code", "cpt code", "error code", "promo code", "billing code", "dress code", "zip drive", "open from"),
    ];

    public void Find(Reading reading, ICollection<Entity> found)
    {
        foreach (var run in reading.Runs)
        {
            if (!run.IsQuantity && (IsLong(run) || IsAnnounced(run)))
            {
                found.Add(new Entity(EntityType.UnknownNumber, reading.SpanOf(run.First, run.Last), Least, typeof(UnknownNumberRecognizer)));
            }
        }
    }

    private static bool IsAnnounced(Run run) => run.Characters.Length >= FewestAnnounced && run.Characters.Length + run.Figures > 4 && run.Expected.Length > 0 && run.Expected[0].Strength >= Least;

    private static bool IsLong(Run run)
    {
        var figures = run.Figures - run.TimeFigures;
        return figures >= FewestFigures
            || (figures >= FewestOfSingleFigures && run.Numbers >= figures)
            || (run.Letters > 0 && figures >= 3 && run.Characters.Length >= FewestMixed);
    }
}
