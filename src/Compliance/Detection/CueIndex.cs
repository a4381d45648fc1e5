using System.Collections.Immutable;
using CompliantVoiceProxy.Compliance.Detection.Spoken;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>All cues in one trie over words: a text's cues are found in one walk, the longest at each place.</summary>
internal sealed class CueIndex
{
    private readonly Node _root = new();

    public CueIndex(IEnumerable<Cue> cues, Lexicon lexicon)
    {
        foreach (var cue in cues)
        {
            var node = _root;
            foreach (var word in cue.Words.Split(' '))
            {
                var lexeme = lexicon.Find(word);
                node = node.Next.TryGetValue(lexeme, out var next) ? next : node.Next[lexeme] = new Node();
            }

            node.Ends = node.Ends.Add(cue);
        }
    }

    /// <summary>In order; they do not overlap, but one place may have cues of several types.</summary>
    public List<CueHit> Find(ReadOnlySpan<Token> tokens)
    {
        var hits = new List<CueHit>();
        for (var at = 0; at < tokens.Length;)
        {
            var (cues, length) = Longest(tokens[at..]);
            if (IsPartOfSpelling(tokens, at, length))
            {
                at++;
                continue;
            }

            foreach (var cue in cues)
            {
                hits.Add(new CueHit(cue, at, at + length - 1));
            }

            at += Math.Max(length, 1);
        }

        return hits;
    }

    /// <summary>"R X" within "R X M": two letters that more letters surround are spelled, not an abbreviation.</summary>
    private static bool IsPartOfSpelling(ReadOnlySpan<Token> tokens, int at, int length) =>
        length == 2 && tokens[at].Length == 1 && tokens[at + 1].Length == 1
        && ((at > 0 && IsLetter(tokens[at - 1])) || (at + 2 < tokens.Length && IsLetter(tokens[at + 2])));

    private static bool IsLetter(Token token) => token.Length == 1 && token.Is(WordTraits.Letter) && token.Lexeme.Word is not ("a" or "i");

    private (ImmutableArray<Cue> Cues, int Length) Longest(ReadOnlySpan<Token> tokens)
    {
        var (cues, length) = (ImmutableArray<Cue>.Empty, 0);
        var node = _root;
        for (var at = 0; at < tokens.Length && node.Next.TryGetValue(tokens[at].Lexeme, out var next); at++)
        {
            if (at > 0 && tokens[at].Length == 1 && tokens[at].Follows(Gap.Comma))
            {
                break; // "C, C, 4 8" is no abbreviation
            }

            node = next;
            if (!node.Ends.IsEmpty)
            {
                (cues, length) = (node.Ends, at + 1);
            }
        }

        return (cues, length);
    }

    private sealed class Node
    {
        public Dictionary<Lexeme, Node> Next { get; } = new(ReferenceEqualityComparer.Instance);

        public ImmutableArray<Cue> Ends { get; set; } = [];
    }
}
