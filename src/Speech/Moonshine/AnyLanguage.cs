using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Every token that has a text may come at any time.</summary>
internal sealed class AnyLanguage : ITokenLanguage
{
    public void CopyAllowed(int state, ReadOnlySpan<float> logits, Span<float> allowed, bool mayEnd)
    {
        logits.CopyTo(allowed);
        allowed[LlamaVocabulary.PieceCount..].Fill(float.NegativeInfinity);
        allowed[..MoonshineShape.EndToken].Fill(float.NegativeInfinity);
        if (!mayEnd)
        {
            allowed[MoonshineShape.EndToken] = float.NegativeInfinity;
        }
    }

    public int Next(int state, int token) => 0;
}
