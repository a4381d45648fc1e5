namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Which tokens a reading may choose from, as an automaton. Immutable; shared by all readings.</summary>
internal interface ITokenLanguage
{
    /// <summary>Copies the logits of the tokens that may come in a state; the others, the end token among them, become negative infinity.</summary>
    /// <param name="state">0 at the beginning.</param>
    void CopyAllowed(int state, ReadOnlySpan<float> logits, Span<float> allowed);

    /// <summary>The state after an allowed token.</summary>
    int Next(int state, int token);

    /// <summary>Whether a reading may end in a state: never before something was said.</summary>
    bool MayEnd(int state);
}
