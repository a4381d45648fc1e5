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
        var bytes = new List<byte>();
        int first = 0;
        for (int i = 0; i <= tokens.Length; i++)
        {
            if (i == tokens.Length || vocabulary.BeginsWord(tokens[i].Id))
            {
                // A lone space mark has no text: it belongs to the word that follows.
                if (bytes.Count > 0)
                {
                    words.Add(new WordTokens(Encoding.UTF8.GetString([.. bytes]), first, i));
                    (first, bytes) = (i, []);
                }
            }

            if (i < tokens.Length)
            {
                bytes.AddRange(vocabulary.BytesOf(tokens[i].Id));
            }
        }

        return words.ToImmutable();
    }
}
