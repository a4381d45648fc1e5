using System.Collections.Immutable;
using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>What a turn makes the turns after it be expected to hold.</summary>
/// <param name="Announced">The identifiers that it names, in order; empty when it names none.</param>
/// <param name="ChangesSubject">It is about something else: what was expected before it no longer is.</param>
/// <param name="Closes">It thanks, as one does when an answer is complete.</param>
/// <param name="Characters">How many figures and single letters it says, roughly: one a digit's word, two for "forty".</param>
internal sealed record TurnTopic(ImmutableArray<Expectation> Announced, bool ChangesSubject, int Characters, bool Closes)
{
    private const float LeastStrength = 0.45f; // the small words before a name announce nothing
    private const int WordsOfAnAside = 14; // "okay, go ahead", "I only got the first part"
    private const int WordsOfAQuestion = 4; // "what brings you in", not "and the rest"

    public bool IsSpecific => Announced.Any(expectation => expectation.Type is not EntityType.UnknownNumber);

    public static TurnTopic Of(IReadOnlyList<CueHit> cues, ReadOnlySpan<Token> tokens)
    {
        var announced = cues
            .Where(hit => hit.Cue.Strength >= LeastStrength)
            .Select(hit => new Expectation(hit.Cue.Type, hit.Cue.Strength, hit.Cue.Length) { Name = hit.Cue.Name })
            .ToImmutableArray();
        var characters = 0;
        var (asksForMore, closes) = (false, false);
        for (var at = 0; at < tokens.Length; at++)
        {
            var token = tokens[at];
            characters += token.IsFigures || token.Shape is TokenShape.Mixed ? token.Length : token.Is(WordTraits.Digit) || (token.Is(WordTraits.Letter) && token.Lexeme.Word is not ("a" or "i")) ? 1 : token.Is(WordTraits.Tens | WordTraits.Teen) ? 2 : 0;
            asksForMore |= token.Lexeme.Word is "rest" or "next" or "again" or "repeat" or "more" or "remaining" or "other" or "missed" or "last" or "first" or "number" or "numbers" or "digits" or "then";
            closes |= token.Lexeme.Word is "thank" or "thanks" or "perfect" or "wonderful" or "excellent" or "verified" or "appreciate";
        }

        var isOther = announced.IsEmpty && (AsksForQuantity(tokens) || (characters == 0 && !asksForMore && (tokens.Length > WordsOfAnAside || AsksOtherwise(tokens))));
        return new TurnTopic(announced, isOther || AsksForQuantity(tokens), characters, closes && !asksForMore);
    }

    private static bool AsksForQuantity(ReadOnlySpan<Token> tokens)
    {
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            if (tokens[at].Lexeme.Word is "how" && tokens[at + 1].Lexeme.Word is "many" or "much" or "long" or "often" or "bad" or "far")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"what can I do for you today", "how are you feeling"</summary>
    private static bool AsksOtherwise(ReadOnlySpan<Token> tokens)
    {
        for (var at = 0; at + WordsOfAQuestion <= tokens.Length; at++)
        {
            if (tokens[at].Lexeme.Word is "what" or "how" or "why" or "when" or "where" or "who" && tokens[at + 1].Lexeme.Word is not ("about" or "was" or "is" or "'s" or "comes" or "else"))
            {
                return true;
            }
        }

        return false;
    }
}
