using CompliantVoiceProxy.Compliance.Detection.Spoken;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>One turn's text as every recognizer sees it: read once into tokens, cues and runs. Immutable after it was made, but for the budget of time.</summary>
internal sealed class Reading
{
    private const int CueReach = 8; // tokens

    /// <summary>What the recognizer that looks at this has left; its loops spend it.</summary>
    public required TimeBudget Budget { get; init; }

    public required string Text { get; init; }

    /// <summary>The turn before this one, whoever said it; empty when there was none.</summary>
    public required string Before { get; init; }

    /// <summary>What is known of words.</summary>
    public required Lexicon Lexicon { get; init; }

    public required Token[] Tokens { get; init; }

    public required Role[] Roles { get; init; }

    /// <summary>In order of place.</summary>
    public required IReadOnlyList<CueHit> Cues { get; init; }

    /// <summary>In order of place; they do not overlap.</summary>
    public required IReadOnlyList<Run> Runs { get; init; }

    /// <summary>What the conversation so far makes one expect in this turn, the surest first.</summary>
    public required IReadOnlyList<Expectation> Expected { get; init; }

    /// <summary>Of each token, whether it announces an identifier and so is no part of a name.</summary>
    public required bool[] IsAnnouncing { get; init; }

    /// <summary>Somebody else spoke before: this turn may be an answer.</summary>
    public required bool IsAnswer { get; init; }

    /// <summary>A payment card is spoken of, in this turn or just before it.</summary>
    public required bool ConcernsPayment { get; init; }

    /// <summary>The cues that stand at most <paramref name="before"/> tokens before a token, or a few after it, in text order.</summary>
    public IEnumerable<CueHit> CuesNear(int token, int before)
    {
        var (low, high) = (0, Cues.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Cues[middle].Last < token - before ? (middle + 1, high) : (low, middle);
        }

        for (var at = low; at < Cues.Count && Cues[at].First <= token + CueReach; at++)
        {
            yield return Cues[at];
        }
    }

    /// <summary>From one token to another, both inside.</summary>
    public TextSpan SpanOf(int first, int last) => new(Tokens[first].Start, Tokens[last].End);

    public ReadOnlySpan<char> WordAt(int token) => Text.AsSpan(Tokens[token].Start, Tokens[token].Length);

    /// <summary>The word of the lexicon at a token; empty outside the text and for words that are not listed.</summary>
    public string LexemeAt(int token) => token >= 0 && token < Tokens.Length ? Tokens[token].Lexeme.Word : string.Empty;

    public bool IsAt(int token, WordTraits any) => token >= 0 && token < Tokens.Length && Tokens[token].Is(any);
}
