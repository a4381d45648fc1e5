using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>
/// An identifier that is a run of figures and letters: found where its cue or the conversation announces it, and by its shape alone where the
/// shape says enough.
/// </summary>
internal abstract class NumberRecognizer(EntityType type) : IRecognizer
{
    /// <summary>How many figures and letters a run needs where the identifier is announced: a part of it may be all that was understood.</summary>
    private const int FewestAnnounced = 2;
    private const float LeastExpectation = 0.25f;

    public abstract IReadOnlyList<Cue> Cues { get; }

    protected EntityType Type { get; } = type;

    public void Find(Reading reading, List<Entity> found)
    {
        foreach (var run in reading.Runs)
        {
            reading.Budget.Spend();
            var expectation = run.ExpectationOf(Type);
            var confidence = IsAnnounced(reading, run, expectation)
                ? Announced(run.Characters, expectation)
                : run.IsQuantity ? 0 : Unannounced(run);
            if (confidence > 0)
            {
                found.Add(new Entity(Type, reading.SpanOf(FirstOf(reading, run), run.Last), Math.Min(confidence, 1), GetType()));
            }
        }
    }

    /// <summary>How sure it is of a run that a cue announces with the given strength. Shape and checksum raise it and never clear.</summary>
    protected abstract float Announced(string characters, float expectation);

    /// <summary>Where the identifier begins when words before the run belong to it.</summary>
    protected virtual int FirstOf(Reading reading, Run run) => run.First;

    /// <summary>How sure it is of a run that nothing announces; 0 when the shape says nothing.</summary>
    protected virtual float Unannounced(Run run) => 0;

    private static bool IsAnnounced(Reading reading, Run run, float expectation) =>
        expectation >= LeastExpectation && !run.IsQuantity
        && (run.Characters.Length >= FewestAnnounced || (run.First == 0 && run.IsAtEnd) || reading.Tokens.Length <= 3 || run.IsUnfinished);
}
