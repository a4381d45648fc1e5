namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>What a word can be. Most words are several things at once ("may": month, function word; "grace": common word, given name).</summary>
[Flags]
internal enum WordTraits : ulong
{
    None = 0,

    /// <summary>"zero" to "nine", "oh".</summary>
    Digit = 1UL << 0,

    /// <summary>"ten" to "nineteen".</summary>
    Teen = 1UL << 1,

    /// <summary>"twenty" to "ninety".</summary>
    Tens = 1UL << 2,
    Hundred = 1UL << 3,

    /// <summary>"thousand" and above.</summary>
    Thousand = 1UL << 4,

    /// <summary>"double", "triple".</summary>
    Repeat = 1UL << 5,

    /// <summary>A transcriber writes it for a spoken number: "fife", "won", "for".</summary>
    SoundsLikeNumber = 1UL << 6,

    /// <summary>One letter.</summary>
    Letter = 1UL << 7,

    /// <summary>A transcriber writes it for a spoken letter: "aitch", "see".</summary>
    SoundsLikeLetter = 1UL << 8,

    /// <summary>NATO alphabet.</summary>
    Nato = 1UL << 9,

    /// <summary>Says nothing: "um", "okay".</summary>
    Filler = 1UL << 10,

    /// <summary>May stand between parts of one identifier: "dash", "then".</summary>
    Joiner = 1UL << 11,
    Month = 1UL << 12,
    Weekday = 1UL << 13,

    /// <summary>"first" to "thirty-first" in words.</summary>
    Ordinal = 1UL << 14,

    /// <summary>What a plain quantity is counted in: "milligrams", "days", "percent".</summary>
    Unit = 1UL << 15,

    /// <summary>Pronouns, auxiliaries, prepositions, conversational words: never a name by themselves.</summary>
    Function = 1UL << 16,

    /// <summary>Everyday vocabulary.</summary>
    Common = 1UL << 17,
    GivenName = 1UL << 18,
    FamilyName = 1UL << 19,
    City = 1UL << 20,
    State = 1UL << 21,
    StreetType = 1UL << 22,
    Direction = 1UL << 23,

    /// <summary>"doctor", "mrs".</summary>
    Title = 1UL << 24,

    /// <summary>"mother", "husband", "patient".</summary>
    Kin = 1UL << 25,

    /// <summary>May stand between a cue and its value: "is", "would", "yeah".</summary>
    Connector = 1UL << 26,

    /// <summary>Top-level domain: "com", "org".</summary>
    Domain = 1UL << 27,

    /// <summary>"apartment", "suite", "lot".</summary>
    UnitOfAddress = 1UL << 28,

    /// <summary>A homophone that is also among the commonest words ("to", "for"): counts as a number only between numbers.</summary>
    Everyday = 1UL << 29,

    /// <summary>Among the commonest given names: a name even where it is also a place.</summary>
    PopularName = 1UL << 31,

    /// <summary>Unknown to the lexicon but sounds like a listed name.</summary>
    SoundsLikeName = 1UL << 30,

    /// <summary>English beyond the everyday: no name by itself.</summary>
    Rare = 1UL << 32,

    /// <summary>A place with few inhabitants, or whose name is also a person's: a city only where something says so.</summary>
    SmallPlace = 1UL << 33,

    /// <summary>Unknown to the lexicon and ends like the name of a medicine or a disease ("-statin", "-itis").</summary>
    Medicine = 1UL << 34,

    /// <summary>A verb or particle that only a person takes: behind "told", "called", "here" stands who did it.</summary>
    ActOfAPerson = 1UL << 35,

    /// <summary>Unknown to the lexicon and made of two words that it knows, or of one with a prefix ("bloodwork", "preapproved").</summary>
    Compound = 1UL << 36,
}
