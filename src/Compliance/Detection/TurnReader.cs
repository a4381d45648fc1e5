using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Makes a <see cref="Reading"/> of a turn's text. Immutable, shared by all calls.</summary>
internal sealed class TurnReader
{
    /// <summary>Phrases that say nothing in the middle of a number: somebody thinks, waits or begins again.</summary>
    private static readonly string[] FillerPhrases =
    [
        "let me see", "let 's see", "let me check", "let me look", "hold on", "one second", "one sec", "one moment", "just a second", "just a moment", "give me a second",
        "and then", "and uh", "and um", "and also", "no wait", "no sorry", "oh wait", "wait no", "wait", "sorry", "excuse me", "pardon me", "i mean", "i 'm sorry", "make that", "scratch that",
        "correction", "go ahead", "you know", "i think", "followed by", "the rest is", "start over", "let me start over", "let me start again", "bear with me", "hang on",
        "is that right", "got it", "that 's", "it 's",
        "where was i", "is that a", "is that an", "is it a", "i can't read this", "i can't read it", "i can't see", "i can't see it", "my glasses", "strike that", "i misread", "no i misread", "i misread that", "misread",
        "let me redo that", "let me try again", "let me repeat", "let me repeat that", "let me think", "let me back up", "let me start again", "let me read it again", "one more time", "hang on a second", "hold on a second", "hang on a sec", "hold on a sec",
        "give me a sec", "give me a minute", "give me a moment", "what is that", "what 's that", "looks like", "it looks like", "i believe", "after that", "next is", "and next", "that 's a", "my bad", "my mistake", "my apologies", "forget that", "never mind",
        "did you get that", "got that", "are you with me", "are you ready", "you ready", "still there", "are you there", "are you getting this", "next one", "and the next", "or rather", "rather", "scratch", "not that", "wrong one", "wrong line", "the light is bad",
    ];

    private const int FewestOfCard = 13; // ISO/IEC 7812-1
    private const int MostOfCard = 19;

    private readonly Lexicon _lexicon;
    private readonly CueIndex _cues;
    private readonly CueIndex _fillers;

    public TurnReader(IReadOnlyList<Cue> cues)
    {
        var fillers = FillerPhrases.Select(phrase => new Cue(phrase, EntityType.UnknownNumber, 0, 0)).ToList();
        _lexicon = new Lexicon(cues.Concat(fillers).SelectMany(cue => cue.Words.Split(' ')).Distinct(StringComparer.Ordinal));
        _cues = new CueIndex(cues, _lexicon);
        _fillers = new CueIndex(fillers, _lexicon);
    }

    /// <param name="before">The turn before this one; null when there was none.</param>
    public Reading Read(string text, IReadOnlyList<Expectation> expected, string? before, TimeBudget budget)
    {
        var tokens = Tokenizer.Read(text, _lexicon);
        var cues = _cues.Find(tokens);
        var roles = new Role[tokens.Length];
        var isCue = new bool[tokens.Length];
        var isAnnouncing = new bool[tokens.Length];
        foreach (var hit in _fillers.Find(tokens))
        {
            roles.AsSpan(hit.First, hit.Last - hit.First + 1).Fill(Role.Filler);
        }

        foreach (var hit in cues.Where(hit => hit.Cue.EndsRuns))
        {
            isCue.AsSpan(hit.First, hit.Last - hit.First + 1).Fill(true);
            isAnnouncing.AsSpan(hit.First, hit.Last - hit.First + 1).Fill(hit.Cue.Type is not (EntityType.ZipCode or EntityType.City));
            roles.AsSpan(hit.First, hit.Last - hit.First + 1).Clear();
        }

        RoleReader.Read(text, tokens, isCue, roles);
        var runs = new RunReader(text, tokens, roles, cues, expected, budget).Read();
        return new Reading
        {
            Budget = budget,
            Text = text,
            Before = before ?? string.Empty,
            Lexicon = _lexicon,
            Tokens = tokens,
            Roles = roles,
            Cues = cues,
            Runs = runs,
            Expected = expected,
            IsAnnouncing = isAnnouncing,
            IsAnswer = before is not null,
            ConcernsPayment = cues.Exists(hit => IsOfCard(hit.Cue.Type)) || expected.Any(expectation => IsOfCard(expectation.Type)) || runs.Exists(IsLikeCard),
        };
    }

    private static bool IsLikeCard(Run run) => run.Letters == 0 && run.Figures is >= FewestOfCard and <= MostOfCard;

    private static bool IsOfCard(EntityType type) => type is EntityType.CreditCard or EntityType.Cvv or EntityType.CardExpiry;

    /// <summary>The figures and letters that a text says; its words in lower case when it says none.</summary>
    public string ValueOf(string text)
    {
        var tokens = Tokenizer.Read(text, _lexicon);
        var roles = new Role[tokens.Length];
        foreach (var hit in _fillers.Find(tokens))
        {
            roles.AsSpan(hit.First, hit.Last - hit.First + 1).Fill(Role.Filler);
        }

        RoleReader.Read(text, tokens, new bool[tokens.Length], roles);
        var isNumber = roles.Contains(Role.Strong) && !roles.Contains(Role.Break);
        return isNumber
            ? new RunValue(text, tokens, roles).Read()
            : string.Join(' ', tokens.Select(token => text.Substring(token.Start, token.Length).ToLowerInvariant()));
    }

    /// <summary>What a turn makes the next one be expected to hold.</summary>
    public TurnTopic TopicOf(string text)
    {
        var tokens = Tokenizer.Read(text, _lexicon);
        return TurnTopic.Of(_cues.Find(tokens), tokens);
    }
}
