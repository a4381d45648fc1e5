using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>
/// What the rules have no rule for: a logistic model over hashed features (the word, its neighbours, what the lists say of them, the turn before)
/// tells whether a word is part of an identifier. It only adds to the rules and yields to every one of them. Weights and features are those of training/tagger.
/// </summary>
internal sealed class TaggedWordRecognizer : IRecognizer
{
    private const int Bits = 17;
    private const float Step = 0.04f; // log-odds of one unit of a weight
    private const float LeastLogOdds = 0.5f;
    private const float SureLogOdds = 2.5f;
    private const int FewestOfCode = 3;
    private const int MostExplained = 5; // figures
    private const float Confidence = 0.3f;
    private const int Neighbours = 2;
    private const int Longest = 24; // UTF-16 units of a word
    private const int LongestFigures = 6;
    private const int WordsAsked = 8;
    private const int MostCounted = 8;
    private const int LastPlace = 3;
    private const string Outside = "|";

    private static readonly sbyte[] Weights = Read();
    private static readonly (WordTraits Trait, char Code)[] Lists = [(GivenName, 'a'), (FamilyName, 'b'), (City, 'c'), (SmallPlace, 'd'), (Common, 'e'), (Medicine, 'm')];
    private static readonly string[] Kinds = [.. Enumerable.Range(0, 1 << Lists.Length).Select(set => set == 0 ? "-" : string.Concat(Lists.Where((_, list) => (set & (1 << list)) != 0).Select(list => list.Code)))];

    public IReadOnlyList<Cue> Cues => [];

    public void Find(Reading reading, List<Entity> found)
    {
        var words = Words(reading.Text, reading.Lexicon);
        var asked = LastWords(reading.Before);
        var runs = new RunMemory(reading);
        Entity? open = null;
        for (var at = 0; at < words.Count; at++)
        {
            reading.Budget.Spend();
            var odds = LogOdds(words, at, asked);
            if (odds < LeastLogOdds || words[at].IsMeasure || IsHarmless(runs, words[at], isSure: odds >= SureLogOdds))
            {
                continue;
            }

            var type = words[at].IsNumber ? EntityType.UnknownNumber : EntityType.Person;
            var span = new TextSpan(words[at].Start, words[at].End);
            var goesOn = open is { } last && last.Type == type && at > 0 && words[at - 1].End == last.Span.End && reading.Text.AsSpan(last.Span.End, span.Start - last.Span.End).IsWhiteSpace();
            if (open is not null && !goesOn)
            {
                found.Add(open);
            }

            open = new Entity(type, goesOn ? new TextSpan(open!.Span.Start, span.End) : span, Confidence, typeof(TaggedWordRecognizer));
        }

        if (open is not null)
        {
            found.Add(open);
        }
    }

    /// <summary>"is", "and": never a name. An everyday word, or a number of a harmless reading, takes more to be masked, or is not.</summary>
    private static bool IsHarmless(RunMemory runs, Word word, bool isSure)
    {
        if (!word.IsNumber)
        {
            return word.IsSmall || (word.IsPlain && !isSure);
        }

        var (isHarmless, isExplained) = runs.At(word.Start);
        return isHarmless || (isExplained && !isSure);
    }

    private static sbyte[] Read()
    {
        using var stream = typeof(TaggedWordRecognizer).Assembly.GetManifestResourceStream("Words.tagged-words.bin")
            ?? throw new InvalidOperationException("The tagger's weights are not in the assembly.");
        var bytes = new byte[1 << Bits];
        stream.ReadExactly(bytes);
        return Array.ConvertAll(bytes, value => unchecked((sbyte)value));
    }

    private static List<Word> Words(string text, Lexicon lexicon)
    {
        var words = new List<Word>();
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfWord(text, at);
            if (end == at)
            {
                at++;
                continue;
            }

            words.Add(Word.Of(text, at, end, lexicon));
            at = end;
        }

        return words;
    }

    /// <summary>One past a run of letters or of figures; the beginning where neither stands.</summary>
    private static int EndOfWord(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsDigit(text[at]) ? char.IsDigit(text[end]) : char.IsLetter(text[end])))
        {
            end++;
        }

        return end;
    }

    private static List<string> LastWords(string text)
    {
        var words = new List<string>(WordsAsked);
        for (var end = text.Length; end > 0 && words.Count < WordsAsked;)
        {
            var isFigure = char.IsDigit(text[end - 1]);
            var start = end;
            while (start > 0 && (isFigure ? char.IsDigit(text[start - 1]) : char.IsLetter(text[start - 1])))
            {
                start--;
            }

            if (start < end)
            {
                words.Add(Lower(text, start, end));
            }

            end = start < end ? start : end - 1;
        }

        return words;
    }

    private static string Lower(string text, int start, int end) => text.Substring(start, Math.Min(end - start, Longest)).ToLowerInvariant();

    private static float LogOdds(List<Word> words, int at, List<string> asked)
    {
        var sum = 0;
        for (var step = -Neighbours; step <= Neighbours; step++)
        {
            var neighbour = At(words, at + step);
            var hash = step < 0 ? Feature.Begin.With('-').With((char)('0' - step)) : Feature.Begin.With((char)('0' + step));
            sum += hash.With('w').With(neighbour.Lower).Weight(Weights) + hash.With('k').With(neighbour.Kind).Weight(Weights) + hash.With('s').With(neighbour.Shape).Weight(Weights);
        }

        var (word, before, second) = (words[at], At(words, at - 1), At(words, at - 2));
        var ending = word.Lower.AsSpan(Math.Max(0, word.Lower.Length - 3));
        sum += Feature.Begin.With('e').With(ending).Weight(Weights)
            + Feature.Begin.With('p').With(word.Lower.AsSpan(0, Math.Min(2, word.Lower.Length))).Weight(Weights)
            + Feature.Begin.With('t').With(before.Kind).With('/').With(word.Kind).With('/').With(At(words, at + 1).Kind).Weight(Weights)
            + Feature.Begin.With('u').With(before.Lower).With('/').With(word.Kind).Weight(Weights)
            + Feature.Begin.With('v').With(second.Lower).With('/').With(before.Lower).With('/').With(word.Kind).Weight(Weights)
            + Feature.Begin.With('n').With((char)('0' + Math.Min(words.Count, MostCounted))).With('/').With(word.Kind).Weight(Weights);
        foreach (var question in asked)
        {
            sum += Feature.Begin.With('q').With(question).With('/').With(word.Kind).With('/').With((char)('0' + Math.Min(at, LastPlace))).Weight(Weights);
        }

        return sum * Step;
    }

    private static Word At(List<Word> words, int at) => at >= 0 && at < words.Count ? words[at] : Word.None;

    /// <summary>What is known of the run that a word stands in; a run is judged once, however many words it has. Words are asked for in order.</summary>
    private sealed class RunMemory(Reading reading)
    {
        private int _next;
        private int _judged = -1;
        private (bool IsHarmless, bool IsExplained) _judgement;

        public (bool IsHarmless, bool IsExplained) At(int start)
        {
            while (_next < reading.Runs.Count && reading.Tokens[reading.Runs[_next].Last].End <= start)
            {
                _next++;
            }

            if (_next == reading.Runs.Count || reading.Tokens[reading.Runs[_next].First].Start > start)
            {
                return (true, true);
            }

            if (_judged != _next)
            {
                (_judged, _judgement) = (_next, Judge(reading.Runs[_next]));
            }

            return _judgement;
        }

        private (bool IsHarmless, bool IsExplained) Judge(Run run) => (
            run.IsQuantity || run.Characters.Length < FewestOfCode || BenignNumber.IsRatio(reading, run),
            run.Letters == 0 && run.Figures <= MostExplained && BenignNumber.Explains(reading, run));
    }

    /// <summary>A run of letters or figures with what the features say of it.</summary>
    private readonly record struct Word(int Start, int End, string Lower, string Kind, char Shape, bool IsNumber, bool IsSmall, bool IsPlain, bool IsMeasure)
    {
        public static readonly Word None = new(0, 0, Outside, Outside, '|', IsNumber: false, IsSmall: true, IsPlain: true, IsMeasure: false);

        public static Word Of(string text, int start, int end, Lexicon lexicon)
        {
            var lower = TaggedWordRecognizer.Lower(text, start, end);
            if (char.IsDigit(text[start]))
            {
                return new Word(start, end, lower, "#" + (char)('0' + Math.Min(end - start, LongestFigures)), 'x', IsNumber: true, IsSmall: false, IsPlain: false, IsMeasure: false);
            }

            var lexeme = lexicon.Find(text.AsSpan(start, end - start));
            var isNumber = lexeme.Is(Digit | Teen | Tens | Hundred | Thousand | Repeat);
            var isUpper = end - start > 1 && !text.AsSpan(start, end - start).ContainsAnyExceptInRange('A', 'Z');
            return new Word(start, end, lower, isNumber ? "D" : KindOf(lexeme), isUpper ? 'X' : char.IsUpper(text[start]) ? 'Y' : 'x', isNumber || end - start == 1, lexeme.Is(Function) && end - start > 1, lexeme.Is(Function | Filler | Connector | Joiner | Kin | Rare | Compound | Medicine) || (!lexeme.IsUnlisted && !lexeme.Is(GivenName | FamilyName | City | SmallPlace)), end - start > 1 && lexeme.Is(WordTraits.Unit | Ordinal));
        }

        private static string KindOf(Lexeme lexeme)
        {
            var set = 0;
            for (var list = 0; list < Lists.Length && !lexeme.IsUnlisted; list++)
            {
                set |= lexeme.Is(Lists[list].Trait) ? 1 << list : 0;
            }

            return set == 0 && (lexeme.Is(Rare) || lexeme.Word.Length > 1) ? "r" : Kinds[set];
        }
    }

    /// <summary>A feature's name as its hash: FNV-1a over UTF-16 units.</summary>
    private readonly record struct Feature(uint Hash)
    {
        public static readonly Feature Begin = new(2166136261);

        public Feature With(char unit) => new(unchecked((Hash ^ unit) * 16777619));

        public Feature With(ReadOnlySpan<char> text)
        {
            var hash = Hash;
            foreach (var unit in text)
            {
                hash = unchecked((hash ^ unit) * 16777619);
            }

            return new Feature(hash);
        }

        public int Weight(sbyte[] weights) => weights[(Hash ^ (Hash >> Bits)) & ((1 << Bits) - 1)];
    }
}
