using System.Collections.Immutable;
using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>What a turn makes the turns after it be expected to hold.</summary>
/// <param name="Announced">The identifiers that it names, in order; empty when it names none.</param>
/// <param name="ChangesSubject">It is about something else: what was expected before it no longer is.</param>
internal sealed record TurnTopic(ImmutableArray<Expectation> Announced, bool ChangesSubject)
{
    private const float LeastStrength = 0.45f; // the small words before a name announce nothing
    private const int WordsOfAnAside = 14; // "okay, go ahead", "I only got the first part"

    public bool IsSpecific => Announced.Any(expectation => expectation.Type is not EntityType.UnknownNumber);

    public static TurnTopic Of(IReadOnlyList<CueHit> cues, ReadOnlySpan<Token> tokens)
    {
        var announced = cues
            .Where(hit => hit.Cue.Strength >= LeastStrength)
            .Select(hit => new Expectation(hit.Cue.Type, hit.Cue.Strength, hit.Cue.Length))
            .ToImmutableArray();
        var hasNumbers = false;
        var asksForQuantity = false;
        for (var at = 0; at < tokens.Length; at++)
        {
            hasNumbers |= tokens[at].IsFigures || tokens[at].Is(WordTraits.Digit | WordTraits.Tens | WordTraits.Teen);
            asksForQuantity |= tokens[at].Lexeme.Word is "how" && at + 1 < tokens.Length && tokens[at + 1].Lexeme.Word is "many" or "much" or "long" or "often" or "bad" or "far";
        }

        return new TurnTopic(announced, asksForQuantity || (announced.IsEmpty && !hasNumbers && tokens.Length > WordsOfAnAside));
    }
}
