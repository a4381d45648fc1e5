using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Gathers why a stretch's words may not be what was said, and which parts of it that concerns.</summary>
internal sealed class DoubtFinder(ClearanceThresholds thresholds, VoicedStates states)
{
    private readonly List<MediaInterval> _doubtful = [];

    public TranscriptDoubts Found { get; private set; }

    /// <summary>In order of time, not overlapping.</summary>
    public ImmutableArray<MediaInterval> Doubtful => Merge(_doubtful);

    /// <summary>Looks at the reading itself: did it run wild, is it probable, does it explain all that was said?</summary>
    public void Judge(Reading reading, ImmutableArray<TimedWord> words)
    {
        Found |= reading.Doubts;
        if (reading.Tokens.Average(token => token.LogProbability) < thresholds.MeanLogProbability)
        {
            Add(TranscriptDoubts.ForeignLanguage, new MediaInterval(states.TimeOf(0), states.TimeOf(states.Count)));
        }

        int tolerated = states.StatesIn(thresholds.UnexplainedSpeech);
        int attended = reading.Tokens.Max(token => Array.IndexOf(token.Attention, token.Attention.Max()));
        if (states.VoicedAfter(attended) > tolerated)
        {
            Add(TranscriptDoubts.Unexplained, new MediaInterval(states.TimeOf(attended + 1), states.TimeOf(states.Last + 1)));
        }
    }

    /// <summary>Compares with the reading as digits alone.</summary>
    public void JudgeAsDigits(Reading free, Reading digits, MediaInterval piece)
    {
        if (free.LogProbability - digits.LogProbability < thresholds.DigitLead)
        {
            Add(TranscriptDoubts.DigitsLikely, piece);
        }
    }

    private void Add(TranscriptDoubts doubt, MediaInterval where)
    {
        Found |= doubt;
        _doubtful.Add(where);
    }

    private static ImmutableArray<MediaInterval> Merge(List<MediaInterval> intervals)
    {
        var merged = new List<MediaInterval>();
        foreach (MediaInterval interval in intervals.OrderBy(interval => interval.Start))
        {
            if (merged.Count > 0 && merged[^1].End >= interval.Start)
            {
                merged[^1] = merged[^1].Hull(interval);
            }
            else
            {
                merged.Add(interval);
            }
        }

        return [.. merged];
    }
}
