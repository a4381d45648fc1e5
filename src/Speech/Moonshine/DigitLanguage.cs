using System.Collections.Immutable;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Digits, number words and what stands between them: how a number that is read aloud can be written.</summary>
internal sealed class DigitLanguage : ITokenLanguage
{
    private const char SpaceMark = '\u2581';

    // Stands for the open word: nothing said yet, and between words.
    private const string Beginning = "^";
    private const string Between = "";

    private static readonly ImmutableArray<string> _words =
    [
        "zero", "oh", "o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        "hundred", "thousand", "double", "triple",
    ];

    // By state: its open word's letters, the allowed tokens, and the state after each.
    private readonly ImmutableArray<string> _prefixes;
    private readonly ImmutableArray<int[]> _allowed;
    private readonly ImmutableArray<Dictionary<int, int>> _next;

    public DigitLanguage(LlamaVocabulary vocabulary)
    {
        (int Token, string Text)[] pieces = [.. vocabulary.Pieces().Where(piece => piece.Piece.All(IsOfNumbers))];
        var prefixes = new List<string> { Beginning };
        var next = ImmutableArray.CreateBuilder<Dictionary<int, int>>();
        for (int state = 0; state < prefixes.Count; state++)
        {
            var after = new Dictionary<int, int>();
            foreach ((int token, string text) in pieces)
            {
                if (Append(prefixes[state], text) is { } reached)
                {
                    if (!prefixes.Contains(reached))
                    {
                        prefixes.Add(reached);
                    }

                    after[token] = prefixes.IndexOf(reached);
                }
            }

            next.Add(after);
        }

        _prefixes = [.. prefixes];
        _next = next.ToImmutable();
        _allowed = [.. _next.Select(after => after.Keys.Order().ToArray())];
    }

    public void CopyAllowed(int state, ReadOnlySpan<float> logits, Span<float> allowed)
    {
        allowed.Fill(float.NegativeInfinity);
        foreach (int token in _allowed[state])
        {
            allowed[token] = logits[token];
        }
    }

    public int Next(int state, int token) => _next[state][token];

    public bool MayEnd(int state) => IsWhole(_prefixes[state]);

    private static bool IsWhole(string prefix) => prefix.Length == 0 || _words.Contains(prefix);

    private static bool IsOfNumbers(char c) => c == SpaceMark || IsSeparator(c) || char.IsAsciiDigit(c) || char.IsAsciiLetter(c);

    private static bool IsSeparator(char c) => c is ',' or '.' or '-';

    // The open word's letters after a piece; null when the piece cannot come there.
    private static string? Append(string prefix, string text)
    {
        foreach (char c in text)
        {
            if (c == SpaceMark && prefix == Beginning)
            {
                continue;
            }

            if (char.IsAsciiLetter(c))
            {
                bool isFirst = prefix is Beginning or Between;
                if (char.IsAsciiLetterUpper(c) && !isFirst)
                {
                    return null;
                }

                prefix = (isFirst ? "" : prefix) + char.ToLowerInvariant(c);
            }
            else if (IsWhole(prefix) || (prefix == Beginning && char.IsAsciiDigit(c)))
            {
                prefix = Between;
            }
            else
            {
                return null;
            }
        }

        return prefix is Beginning or Between || _words.Any(word => word.StartsWith(prefix, StringComparison.Ordinal)) ? prefix : null;
    }
}
