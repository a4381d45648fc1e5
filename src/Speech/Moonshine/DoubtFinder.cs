using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Finds why a stretch's words may not be what was said, and which parts of the stretch that concerns. One a stretch.</summary>
internal sealed class DoubtFinder(ClearanceThresholds thresholds)
{
    private MediaIntervalSet _doubtful = MediaIntervalSet.Empty;

    public TranscriptDoubts Found { get; private set; }

    /// <summary>In order of time, not overlapping.</summary>
    public ImmutableArray<MediaInterval> Doubtful => _doubtful.Intervals;

    /// <param name="reading">How the stretch was read.</param>
    /// <param name="words">Its words, at least one.</param>
    /// <param name="stretch">All of it.</param>
    /// <param name="voiced">Where speech was heard.</param>
    public void Judge(Reading reading, IReadOnlyList<HeardWord> words, MediaInterval stretch, IReadOnlyList<MediaInterval> voiced)
    {
        Found |= reading.Doubts;
        if (!(reading.Tokens.Average(token => token.LogProbability) >= thresholds.MeanLogProbability)) // NaN is foreign
        {
            Add(TranscriptDoubts.ForeignLanguage, stretch);
        }

        if (reading.Doubts != TranscriptDoubts.None)
        {
            // The cut may have come late: the last word can be an invented one.
            Add(TranscriptDoubts.None, new MediaInterval(words[^1].Interval.Start, stretch.End));
        }

        FindHiddenNumbers(words);
        FindUnexplained(words, voiced);
    }

    // Words in a row that sound like a number: all of them must be written as one.
    private void FindHiddenNumbers(IReadOnlyList<HeardWord> words)
    {
        for (int first = 0, end; first < words.Count; first = end)
        {
            end = first + 1;
            if (!SoundsLikeNumber(words[first]))
            {
                continue;
            }

            while (end < words.Count && SoundsLikeNumber(words[end]))
            {
                end++;
            }

            if (Enumerable.Range(first, end - first).Any(i => !IsWrittenAsNumber(words, i)))
            {
                Add(TranscriptDoubts.DigitsLikely, words[first].Interval.Hull(words[end - 1].Interval));
            }
        }
    }

    // "one hundred and one", "140 over 90": what joins two numbers sounds as they do.
    private static bool IsWrittenAsNumber(IReadOnlyList<HeardWord> words, int at) =>
        WrittenNumber.Is(words[at].Text)
        || (WrittenNumber.Joins(words[at].Text) && at > 0 && at + 1 < words.Count && WrittenNumber.Is(words[at - 1].Text) && WrittenNumber.Is(words[at + 1].Text));

    private bool SoundsLikeNumber(HeardWord word) => !(word.NumberLogOdds <= thresholds.NumberLogOdds); // NaN does

    private void FindUnexplained(IReadOnlyList<HeardWord> words, IReadOnlyList<MediaInterval> voiced)
    {
        foreach (HeardWord word in words)
        {
            if (word.Interval.Duration.ToTimeSpan() > thresholds.WordSlack + word.TokenCount * thresholds.LongestToken)
            {
                Add(TranscriptDoubts.Unexplained, word.Interval);
            }
        }

        MediaIntervalSet unexplained = MediaIntervalSet.Of(voiced).Except(MediaIntervalSet.Of(words.Select(word => word.Interval)));
        foreach (MediaInterval part in unexplained.Intervals)
        {
            if (part.Duration.ToTimeSpan() > thresholds.UnexplainedSpeech)
            {
                Add(TranscriptDoubts.Unexplained, part);
            }
        }
    }

    private void Add(TranscriptDoubts doubt, MediaInterval where)
    {
        Found |= doubt;
        _doubtful = _doubtful.Add(where);
    }
}
