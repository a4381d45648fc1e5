namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Every word that detection knows, with what it can be: the tables of <see cref="WordTables"/>, lists of names, cities and everyday words
/// (embedded resources, see Words/README.md), and the words of the recognizers' cues. Immutable, shared by all calls.
/// </summary>
internal sealed class Lexicon
{
    private const int LongestWord = 40;
    private const int ShortestOfCompound = 3;
    private const int LongestOfName = 8; // of those that begin like a term of medicine
    private const int PopularNames = 700; // of the list, which begins with the commonest

    private readonly Dictionary<string, Lexeme>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _nameSounds;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _rareWords;

    /// <param name="further">Words that shall be lexemes of their own although no table lists them.</param>
    public Lexicon(IEnumerable<string> further)
    {
        var words = new Dictionary<string, Lexeme>(StringComparer.Ordinal);
        foreach (var (traits, list) in WordTables.Valued)
        {
            foreach (var pair in Split(list))
            {
                var at = pair.IndexOf('=', StringComparison.Ordinal);
                SetValue(Add(words, pair[..at], traits), traits, pair[(at + 1)..]);
            }
        }

        foreach (var (traits, list) in WordTables.Plain)
        {
            AddAll(words, Split(list), traits);
        }

        foreach (var letter in "abcdefghijklmnopqrstuvwxyz")
        {
            Add(words, letter.ToString(), WordTraits.Letter).Letter = char.ToUpperInvariant(letter);
        }

        AddAll(words, Split(WordTables.States).SelectMany(state => state.Split('_')), WordTraits.None);
        AddAll(words, Split(WordTables.States).Where(state => !state.Contains('_', StringComparison.Ordinal)), WordTraits.State);
        AddAll(words, WordList.Read("common-words"), WordTraits.Common);
        AddAll(words, WordList.Read("given-names"), WordTraits.GivenName);
        AddAll(words, WordList.Read("given-names").Take(PopularNames), WordTraits.PopularName);
        AddAll(words, WordList.Read("family-names"), WordTraits.FamilyName);
        AddAll(words, WordList.Read("cities").Where(city => !city.Contains(' ', StringComparison.Ordinal)), WordTraits.City);
        AddAll(words, WordList.Read("small-places").Where(place => !place.Contains(' ', StringComparison.Ordinal)), WordTraits.SmallPlace);
        AddAll(words, WordList.Read("medicines"), WordTraits.Medicine);
        AddAll(words, further, WordTraits.None);
        _words = words.GetAlternateLookup<ReadOnlySpan<char>>();
        _rareWords = new[] { "english-words-a-l", "english-words-m-z", "rare-words-a-l", "rare-words-m-z" }.SelectMany(WordList.Read).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _nameSounds = NameSounds(words.Values).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The word in any casing; one of those of <see cref="Lexeme.Unlisted"/>'s kind when it is not known.</summary>
    public Lexeme Find(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
        {
            return Lexeme.Unlisted;
        }

        Span<char> lower = stackalloc char[LongestWord];
        for (var at = 0; at < word.Length; at++)
        {
            lower[at] = word[at] is '\u2019' ? '\'' : char.ToLowerInvariant(word[at]);
        }

        lower = lower[..word.Length];
        if (_words.TryGetValue(lower, out var lexeme))
        {
            return lexeme;
        }

        Span<char> sound = stackalloc char[LongestWord];
        var length = NameSound.Write(lower, sound);
        var soundsLikeName = length >= 3 && _nameSounds.Contains(sound[..length]);
        return Lexeme.UnlistedOf(soundsLikeName, isRare: _rareWords.Contains(lower), IsMedicine(lower), IsCompound(lower));
    }

    private static bool IsMedicine(ReadOnlySpan<char> word)
    {
        foreach (var ending in WordTables.MedicineEndings)
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (var beginning in WordTables.MedicineBeginnings)
        {
            if (word.Length > LongestOfName && word.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCompound(ReadOnlySpan<char> word)
    {
        for (var at = ShortestOfCompound; at <= word.Length - ShortestOfCompound; at++)
        {
            if (IsCommon(word[at..]) && IsCommon(word[..at]))
            {
                return true;
            }
        }

        foreach (var prefix in WordTables.Prefixes)
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal) && word.Length - prefix.Length > ShortestOfCompound && (IsCommon(word[prefix.Length..]) || (prefix.Length > 2 && _rareWords.Contains(word[prefix.Length..]))))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCommon(ReadOnlySpan<char> word) => _words.TryGetValue(word, out var lexeme) && lexeme.Is(WordTraits.Common);

    private static void SetValue(Lexeme lexeme, WordTraits traits, string value)
    {
        if ((traits & WordTraits.Month) != WordTraits.None)
        {
            lexeme.Month = int.TryParse(value, out var month) ? month : 0;
        }
        else if ((traits & WordTraits.Ordinal) != WordTraits.None)
        {
            lexeme.Ordinal = int.TryParse(value, out var ordinal) ? ordinal : 0;
        }
        else if ((traits & (WordTraits.Nato | WordTraits.SoundsLikeLetter)) != WordTraits.None)
        {
            lexeme.Letter = value[0];
        }
        else
        {
            lexeme.Figures = value;
        }
    }

    private static HashSet<string> NameSounds(IEnumerable<Lexeme> words)
    {
        var sounds = new HashSet<string>(StringComparer.Ordinal);
        Span<char> sound = stackalloc char[LongestWord];
        foreach (var lexeme in words)
        {
            if (lexeme.Is(WordTraits.GivenName | WordTraits.FamilyName) && lexeme.Word.Length is >= 4 and <= LongestWord)
            {
                sounds.Add(sound[..NameSound.Write(lexeme.Word, sound)].ToString());
            }
        }

        return sounds;
    }

    private static Lexeme Add(Dictionary<string, Lexeme> words, string word, WordTraits traits)
    {
        if (!words.TryGetValue(word, out var lexeme))
        {
            words.Add(word, lexeme = new Lexeme(word));
        }

        lexeme.Traits |= traits;
        return lexeme;
    }

    private static void AddAll(Dictionary<string, Lexeme> words, IEnumerable<string> list, WordTraits traits)
    {
        foreach (var word in list)
        {
            Add(words, word, traits);
        }
    }

    private static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
