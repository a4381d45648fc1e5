namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>One word or one group of figures of a text, with what stands before it.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Shape">What it is made of.</param>
/// <param name="Before">The blanks and punctuation between the token before and this one.</param>
internal readonly record struct Token(int Start, int End, TokenShape Shape, Gap Before, Lexeme Lexeme)
{
    public int Length => End - Start;

    public bool Is(WordTraits any) => Lexeme.Is(any);

    public bool IsFigures => Shape is TokenShape.Figures;

    /// <summary>No blank stands between the token before and this one.</summary>
    public bool IsTight => (Before & Gap.Blank) == Gap.None;

    public bool Follows(Gap any) => (Before & any) != Gap.None;
}
