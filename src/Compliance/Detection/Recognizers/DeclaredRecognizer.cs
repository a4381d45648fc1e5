using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>What a tenant declared: its pattern, what announces it, its words. Each finds by itself.</summary>
internal sealed class DeclaredRecognizer : IRecognizer
{
    private const float OfContext = 0.85f;
    private const float OfPattern = 0.75f; // more than the built-in recognizers claim by shape: the tenant knows its own numbers
    private const float OfWord = 0.9f;
    private const float OfChecksum = 0.1f;
    private const float LeastExpectation = 0.25f;
    private const int UsualLength = 8;

    private readonly CustomRecognizer _declared;
    private readonly CustomPattern? _pattern;
    private readonly Dictionary<string, List<string[]>>.AlternateLookup<ReadOnlySpan<char>> _phrases; // by their first word

    /// <param name="declared">As the policy's compiler let it through.</param>
    public DeclaredRecognizer(CustomRecognizer declared)
    {
        _declared = declared;
        _pattern = declared.CompilePattern();
        _phrases = declared.Words.Select(Split).GroupBy(words => words[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        Cues = [.. declared.Context.SelectMany(CuesOf)];
    }

    public RecognizerName Name => RecognizerName.Of(_declared);

    public IReadOnlyList<Cue> Cues { get; }

    public void Find(Reading reading, List<Entity> found)
    {
        FindWritten(reading, found);
        FindRuns(reading, found);
        FindWords(reading, found);
    }

    /// <summary>As <see cref="Tokenizer"/> cuts: "plan-holder's card" is four words.</summary>
    private static string[] Split(string phrase) => phrase.Replace("'s", " 's", StringComparison.OrdinalIgnoreCase).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its own, and for a kind that every tenant knows that kind's as well, so that the product's recognizers of it hear the announcement too.</summary>
    private IEnumerable<Cue> CuesOf(string phrase)
    {
        var words = string.Join(' ', Split(phrase)).ToLowerInvariant();
        yield return new Cue(words, EntityType.Custom, OfContext, UsualLength) { Name = _declared.Name };
        if (_declared.Type is not EntityType.Custom)
        {
            yield return new Cue(words, _declared.Type, OfContext, Length: 0);
        }
    }

    private void FindWritten(Reading reading, List<Entity> found)
    {
        if (_pattern is null)
        {
            return;
        }

        foreach (var match in _pattern.FindIn(reading.Text))
        {
            reading.Budget.Spend();
            Add(found, new TextSpan(match.Index, match.Index + match.Length), OfPattern, reading.Text.AsSpan(match.Index, match.Length));
        }
    }

    private void FindRuns(Reading reading, List<Entity> found)
    {
        foreach (var run in reading.Runs)
        {
            reading.Budget.Spend();
            var expectation = ExpectationOf(run);
            var confidence = Math.Max(expectation >= LeastExpectation && !run.IsQuantity ? expectation : 0, _pattern?.IsWhole(run.Characters) is true ? OfPattern : 0);
            if (confidence > 0)
            {
                Add(found, reading.SpanOf(run.First, run.Last), confidence, run.Characters);
            }
        }
    }

    private float ExpectationOf(Run run)
    {
        foreach (var expectation in run.Expected)
        {
            if (string.Equals(expectation.Name, _declared.Name, StringComparison.Ordinal))
            {
                return expectation.Strength;
            }
        }

        return 0;
    }

    private void FindWords(Reading reading, List<Entity> found)
    {
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            reading.Budget.Spend();
            if (!_phrases.TryGetValue(reading.WordAt(at), out var phrases))
            {
                continue;
            }

            foreach (var phrase in phrases)
            {
                if (StandsAt(reading, at, phrase))
                {
                    Add(found, reading.SpanOf(at, at + phrase.Length - 1), OfWord, []);
                }
            }
        }
    }

    private static bool StandsAt(Reading reading, int at, string[] phrase)
    {
        for (var word = 0; word < phrase.Length; word++)
        {
            if (at + word >= reading.Tokens.Length || !reading.WordAt(at + word).Equals(phrase[word], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(List<Entity> found, TextSpan span, float confidence, ReadOnlySpan<char> characters)
    {
        var isChecked = _declared.Checksum is RecognizerChecksum.Luhn && Checksum.IsLuhn(characters);
        found.Add(new Entity(_declared.Type, span, Math.Min(1, confidence + (isChecked ? OfChecksum : 0)), Name)
        {
            CustomName = _declared.Type is EntityType.Custom ? _declared.TypeName : null,
        });
    }
}
