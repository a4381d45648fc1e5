namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Which tokens a reading may choose from, as an automaton. Immutable; shared by all readings.</summary>
internal interface ITokenLanguage
{
    /// <summary>Copies the logits of the tokens that may come in a state; the others become negative infinity.</summary>
    /// <param name="state">0 at the beginning.</param>
    /// <param name="mayEnd">Whether the end token may come.</param>
    void CopyAllowed(int state, ReadOnlySpan<float> logits, Span<float> allowed, bool mayEnd);

    /// <summary>The state after an allowed token.</summary>
    int Next(int state, int token);
}
