using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Every token that has a text may come at any time.</summary>
internal sealed class AnyLanguage : ITokenLanguage
{
    private const int NothingSaid = 0;
    private const int SomethingSaid = 1;

    private readonly bool[] _says; // by token: its piece has a letter or digit

    public AnyLanguage(LlamaVocabulary vocabulary)
    {
        _says = new bool[LlamaVocabulary.PieceCount];
        foreach ((int token, string piece) in vocabulary.Pieces())
        {
            _says[token] = piece.Any(char.IsLetterOrDigit) && !piece.StartsWith("<0x", StringComparison.Ordinal);
        }
    }

    public void CopyAllowed(int state, ReadOnlySpan<float> logits, Span<float> allowed)
    {
        logits.CopyTo(allowed);
        allowed[LlamaVocabulary.PieceCount..].Fill(float.NegativeInfinity);
        allowed[..(MoonshineShape.EndToken + 1)].Fill(float.NegativeInfinity);
    }

    public int Next(int state, int token) => _says[token] ? SomethingSaid : state;

    public bool MayEnd(int state) => state != NothingSaid;
}
