namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>A word of the <see cref="Lexicon"/>: one object a word, so that words are compared by reference.</summary>
internal sealed class Lexeme(string word)
{
    /// <summary>A word that the lexicon does not list.</summary>
    public static readonly Lexeme Unlisted = new(string.Empty);

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

    public bool Is(WordTraits any) => (Traits & any) != WordTraits.None;
}
