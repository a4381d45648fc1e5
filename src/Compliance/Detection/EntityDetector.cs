using System.Collections.Immutable;
using CompliantVoiceProxy.Compliance.Detection.Recognizers;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>
/// Reads a turn once (words, cues, runs of figures), lets every recognizer look at the reading, and resolves what they claim.
/// Holds no state of a call: one serves all calls of a policy, from any thread.
/// </summary>
public sealed class EntityDetector : IEntityDetector
{
    private readonly ImmutableArray<IRecognizer> _recognizers;
    private readonly TenantPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly TurnReader _reader;

    /// <summary>With the recognizers that the product ships with, for policies that keep nothing.</summary>
    public EntityDetector()
        : this(TenantPolicy.Defaults)
    {
    }

    /// <summary>With what a tenant declares beside the product's own; what the tenant keeps yields to what it hides.</summary>
    public EntityDetector(TenantPolicy policy)
        : this([.. policy.Recognizers.Select(declared => new DeclaredRecognizer(declared)), .. AllRecognizers.Create()], policy, TimeProvider.System)
    {
    }

    internal EntityDetector(ImmutableArray<IRecognizer> recognizers, TenantPolicy policy, TimeProvider clock)
    {
        _recognizers = recognizers;
        _policy = policy;
        _clock = clock;
        _reader = new TurnReader([.. recognizers.SelectMany(recognizer => recognizer.Cues)]);
    }

    /// <inheritdoc/>
    public Detection Detect(string text, Speaker speaker, Conversation before, bool isFinal)
    {
        var found = new List<Entity>();
        var failed = ImmutableArray<RecognizerName>.Empty;
        var budget = new TimeBudget(_clock, text.Length);
        Reading reading;
        try
        {
            reading = _reader.Read(text, before.Expected(_reader, speaker), before.Turns.Count > 0 ? before.Turns[^1].Text.Reveal() : null, budget);
            budget.Check();
        }
        catch (Exception reason) when (reason is not OutOfMemoryException)
        {
            return AllWithheld(text, [typeof(TurnReader)]);
        }

        foreach (var recognizer in _recognizers)
        {
            try
            {
                budget.Restart();
                recognizer.Find(reading, found);
                budget.Check();
            }
            catch (Exception reason) when (reason is not OutOfMemoryException)
            {
                failed = failed.Add(recognizer.Name); // only its name: the exception's text may hold caller content
            }
        }

        return failed.IsEmpty ? Found(reading, found, isFinal) : AllWithheld(text, failed);
    }

    /// <inheritdoc/>
    public string ValueOf(string text, Entity entity) => _reader.ValueOf(text.Substring(entity.Span.Start, entity.Span.Length));

    private Detection Found(Reading reading, List<Entity> found, bool isFinal)
    {
        var entities = OverlapResolution.Resolve(reading.Text, found, _policy);
        return new Detection
        {
            Entities = entities,
            Announced = Announcements.Unmet(reading, entities),
            OpenFrom = isFinal ? reading.Text.Length : OpenEnd.Of(reading, entities),
        };
    }

    private static Detection AllWithheld(string text, ImmutableArray<RecognizerName> failed) => new()
    {
        Entities = text.Length == 0 ? [] : [new Entity(EntityType.UnknownNumber, new TextSpan(0, text.Length), 1, failed[0])],
        OpenFrom = 0,
        FailedRecognizers = failed,
    };
}
