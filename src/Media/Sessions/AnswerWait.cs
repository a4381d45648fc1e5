using CompliantVoiceProxy.Media.Turns;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>Follows what the caller waits for, from the end of a turn to the answer; the filler is counted apart.</summary>
/// <remarks>One a call, of its loop.</remarks>
internal sealed class AnswerWait(Action<AnswerTimings> answerHeard)
{
    private TimeSpan? _since;
    private TimeSpan? _toFiller;

    /// <summary>The caller's turn is over.</summary>
    public void Begin(TimeSpan now) => (_since, _toFiller) = (now, null);

    /// <summary>It was no turn: nobody waits for an answer to it.</summary>
    public void Forget() => _since = null;

    /// <summary>A filler is being played.</summary>
    public void HearFiller(TimeSpan now) => _toFiller ??= now - _since;

    /// <summary>Sound of the AI is being played.</summary>
    public void HearAnswer(TimeSpan now)
    {
        if (_since is { } since)
        {
            answerHeard(new AnswerTimings(_toFiller, now - since));
            _since = null;
        }
    }
}
