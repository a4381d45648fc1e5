using System.Collections.Frozen;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>Tells from the words whether a turn is over. English, as the transcriber is; it weighs only how long silence is waited for, never what leaves.</summary>
internal static class TurnContent
{
    /// <summary>A last word less sure than this tells nothing.</summary>
    private const float Sure = 0.5f;

    private const int LongestBackChannel = 3; // words

    private const double LongestCough = 400; // ms; more of what no word explains may have been meant

    private static readonly FrozenSet<string> Open = Words(
        "and or but so because since although though if when while where which who than as plus including "
        + "a an the my your our their his its "
        + "is are was were am be been it's that's i'm i've i'd i'll we're we've there's "
        + "of to for from with without at by about into between until "
        + "i we they um uh er erm hmm well let's");

    private static readonly FrozenSet<string> Figures = Words(
        "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        + "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple dash hyphen");

    private static readonly FrozenSet<string> Months = Words(
        "january february march april may june july august september october november december");

    private static readonly FrozenSet<string> BackChannels = Words(
        "mhm mm-hmm mm hmm hm uh-huh uhhuh huh yeah ok okay alright i see got it ah oh");

    /// <summary>Judges what has been said in the turn so far.</summary>
    /// <param name="words">In order of time.</param>
    public static Completeness Judge(IReadOnlyList<TimedWord> words)
    {
        if (words.Count == 0 || words[^1].Confidence < Sure)
        {
            return Completeness.Unknown;
        }

        var last = words[^1].Text.Reveal();
        if (Open.Contains(Bare(last)) || last.EndsWith("...", StringComparison.Ordinal) || last[^1] is ',' or '-' or ':' or '…')
        {
            return Completeness.Unfinished;
        }

        var figures = 0;
        var before = words.Count;
        while (before > 0 && FiguresIn(words[before - 1].Text.Reveal()) is var count and > 0)
        {
            (figures, before) = (figures + count, before - 1);
        }

        return figures == 0 ? (last[^1] is '.' or '?' or '!' ? Completeness.Complete : Completeness.Unknown)
            : before > 0 && Months.Contains(Bare(words[before - 1].Text.Reveal())) && figures >= 5 ? Completeness.Complete // a day and a year
            : OfNumber(figures);
    }

    /// <summary>Whether it is no more than a sign of listening, such as "mhm" or "okay", or a cough.</summary>
    /// <param name="words">All of what was said.</param>
    /// <param name="voiced">Where there was voice.</param>
    public static bool IsBackChannel(IReadOnlyList<TimedWord> words, IReadOnlyList<MediaInterval> voiced) => words.Count == 0
        ? voiced.Sum(part => part.Duration.TotalMilliseconds) < LongestCough
        : words.Count <= LongestBackChannel && words.All(word => BackChannels.Contains(Bare(word.Text.Reveal())));

    // Telephone and social security numbers, cards; between them most numbers are on their way to one of these.
    private static Completeness OfNumber(int figures) => figures switch
    {
        9 or 10 or 11 or 15 or 16 => Completeness.Complete,
        6 or 7 or 8 or 12 or 13 or 14 => Completeness.Unfinished,
        _ => Completeness.Unknown,
    };

    /// <summary>How many figures a word stands for; 0 when it is no part of a number.</summary>
    private static int FiguresIn(string word) =>
        word.Count(char.IsAsciiDigit) is var written and > 0 ? written
        : Bare(word) is var bare && Figures.Contains(bare) ? 1
        : bare is [>= 'a' and <= 'z'] and not "a" and not "i" ? 1 // a letter that is spelled
        : 0;

    private static string Bare(string word) => word.Trim('.', ',', '?', '!', ';', ':', '"', '\'', '…').ToLowerInvariant();

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
