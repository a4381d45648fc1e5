using System.Collections.Immutable;
using System.Text;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Joins tokens to words: a word begins where a piece begins with the space mark.</summary>
internal static class WordAssembly
{
    public static ImmutableArray<WordTokens> Join(ImmutableArray<ReadToken> tokens, LlamaVocabulary vocabulary)
    {
        var words = ImmutableArray.CreateBuilder<WordTokens>();
        int first = 0;
        for (int end = 1; end <= tokens.Length; end++)
        {
            if (end == tokens.Length || vocabulary.BeginsWord(tokens[end].Id))
            {
                string text = TextOf(tokens.AsSpan()[first..end], vocabulary);
                if (text.Length > 0) // a lone space mark belongs to the word that follows
                {
                    words.Add(new WordTokens(text, first..end, Spoken(tokens, first, end, vocabulary)));
                    first = end;
                }
            }
        }

        return words.ToImmutable();
    }

    private static string TextOf(ReadOnlySpan<ReadToken> tokens, LlamaVocabulary vocabulary)
    {
        var bytes = new List<byte>();
        foreach (ReadToken token in tokens)
        {
            bytes.AddRange(vocabulary.BytesOf(token.Id));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static Range Spoken(ImmutableArray<ReadToken> tokens, int first, int end, LlamaVocabulary vocabulary)
    {
        int[] spoken = [.. Enumerable.Range(first, end - first).Where(i => vocabulary.HasSound(tokens[i].Id))];
        return spoken.Length == 0 ? first..end : spoken[0]..(spoken[^1] + 1);
    }
}
