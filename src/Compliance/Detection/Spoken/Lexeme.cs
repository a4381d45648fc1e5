namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>A word of the <see cref="Lexicon"/>: one object a word, so that words are compared by reference.</summary>
internal sealed class Lexeme(string word)
{
    /// <summary>A word that the lexicon does not list.</summary>
    public static readonly Lexeme Unlisted = new(string.Empty);

    private static readonly Lexeme[] Kinds = [.. Enumerable.Range(0, 16).Select(kind => kind == 0 ? Unlisted : new Lexeme(string.Empty)
    {
        Traits = ((kind & 1) > 0 ? WordTraits.SoundsLikeName : WordTraits.None) | ((kind & 2) > 0 ? WordTraits.Rare : WordTraits.None) | ((kind & 4) > 0 ? WordTraits.Medicine : WordTraits.None) | ((kind & 8) > 0 ? WordTraits.Compound : WordTraits.None),
    })];

    /// <summary>The lexicon does not list it, but something may be known of it.</summary>
    public bool IsUnlisted => Word.Length == 0;

    /// <summary>In lower case.</summary>
    public string Word { get; } = word;

    public WordTraits Traits { get; internal set; }

    /// <summary>The figures that it stands for: "4", "40"; for a repeat how often ("2"). Empty when none.</summary>
    public string Figures { get; internal set; } = string.Empty;

    /// <summary>The letter that it stands for, in upper case; NUL when none.</summary>
    public char Letter { get; internal set; }

    /// <summary>1 to 12 for a month; 0 otherwise.</summary>
    public int Month { get; internal set; }

    /// <summary>1 to 30 for an ordinal word; 0 otherwise.</summary>
    public int Ordinal { get; internal set; }

    public static Lexeme UnlistedOf(bool soundsLikeName, bool isRare, bool isMedicine, bool isCompound) =>
        Kinds[(soundsLikeName ? 1 : 0) + (isRare ? 2 : 0) + (isMedicine ? 4 : 0) + (isCompound ? 8 : 0)];

    public bool Is(WordTraits any) => (Traits & any) != WordTraits.None;
}
