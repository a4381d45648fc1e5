using System.Collections.Immutable;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Digits, number words and what stands between them: how a number that is read aloud can be written.</summary>
internal sealed class DigitLanguage : ITokenLanguage
{
    private const char SpaceMark = '\u2581';

    private static readonly ImmutableArray<string> _words =
    [
        "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        "hundred", "thousand", "double", "triple", "o",
    ];

    // By state: the allowed tokens, and the state after each. State 0 stands between words, every other within one or at its end.
    private readonly ImmutableArray<int[]> _allowed;
    private readonly ImmutableArray<Dictionary<int, int>> _next;

    public DigitLanguage(LlamaVocabulary vocabulary)
    {
        (int Token, string Text)[] pieces = [.. vocabulary.Pieces().Where(piece => IsOfNumbers(piece.Piece))];
        var states = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var open = new Queue<string>([""]);
        var next = ImmutableArray.CreateBuilder<Dictionary<int, int>>();
        while (open.TryDequeue(out string? prefix))
        {
            var after = new Dictionary<int, int>();
            foreach ((int token, string text) in pieces)
            {
                if (Append(prefix, text) is { } reached)
                {
                    if (!states.TryGetValue(reached, out int state))
                    {
                        states[reached] = state = states.Count;
                        open.Enqueue(reached);
                    }

                    after[token] = state;
                }
            }

            next.Add(after);
        }

        _next = next.ToImmutable();
        _allowed = [.. _next.Select(after => after.Keys.Order().ToArray())];
    }

    public void CopyAllowed(int state, ReadOnlySpan<float> logits, Span<float> allowed, bool mayEnd)
    {
        allowed.Fill(float.NegativeInfinity);
        foreach (int token in _allowed[state])
        {
            allowed[token] = logits[token];
        }

        if (mayEnd)
        {
            allowed[MoonshineShape.EndToken] = logits[MoonshineShape.EndToken];
        }
    }

    public int Next(int state, int token) => _next[state][token];

    private static bool IsOfNumbers(string text) =>
        text.Length > 0 && text.All(c => c == SpaceMark || IsBetween(c) || (c is >= 'A' and <= 'Z') || (c is >= 'a' and <= 'z'));

    // The open word's letters after a piece; null when the piece cannot come there.
    private static string? Append(string prefix, string text)
    {
        foreach (char c in text)
        {
            if (c == SpaceMark || IsBetween(c))
            {
                if (prefix.Length > 0 && !_words.Contains(prefix))
                {
                    return null;
                }

                prefix = "";
            }
            else if (char.IsAsciiLetterUpper(c) && prefix.Length > 0)
            {
                return null;
            }
            else
            {
                prefix += char.ToLowerInvariant(c);
            }
        }

        return prefix.Length == 0 || _words.Any(word => word.StartsWith(prefix, StringComparison.Ordinal)) ? prefix : null;
    }

    private static bool IsBetween(char c) => c is >= '0' and <= '9' or ',' or '.' or '-';
}
