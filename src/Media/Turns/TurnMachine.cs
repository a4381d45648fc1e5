using CompliantVoiceProxy.MediaControl;

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>
/// Whose turn it is, and what follows when somebody speaks, falls silent or is lost. Touches no socket, no sample and no clock.
/// </summary>
/// <remarks>
/// Who speaks over an answer holds it: nothing more of it is played, and when it shows that the caller means it, it is cancelled; after a mere sign of
/// listening ("mhm") it goes on where it was held.
/// </remarks>
public sealed class TurnMachine(TurnRules rules)
{
    private bool _answerEnded = true;
    private bool _isFillerPlaying;
    private bool _isRestoring;
    private bool _triedFirst; // since the last answer that came to its end
    private int _prompts;
    private TimeSpan? _answerDue;
    private TimeSpan? _fillerDue;
    private TimeSpan? _restoreDue;
    private TimeSpan? _inputDue;

    public TurnState State { get; private set; } = TurnState.Listening;

    /// <summary>The caller speaks over an answer, and it is not known yet whether they mean it: nothing is played.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Which voice AI <see cref="TurnEffects.Connect"/> asks for.</summary>
    public AgentRung Wanted { get; private set; }

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline => Earliest(Earliest(_answerDue, _fillerDue), Earliest(_restoreDue, _inputDue));

    /// <summary>Why people are wanted; meaningful after <see cref="TurnEffects.FailOver"/>.</summary>
    public FailoverReason FailoverReason { get; private set; }

    /// <summary>The call has been answered.</summary>
    public void OnStarted(TimeSpan now) => AwaitInput(now);

    /// <summary>The caller has begun to speak. Over an answer, or before one came, that holds it.</summary>
    public TurnEffects OnCallerSpoke()
    {
        (_inputDue, _prompts, _fillerDue) = (null, 0, null);
        IsHeld |= State is TurnState.Thinking or TurnState.Speaking;
        return StopFiller();
    }

    /// <summary>The caller is there without having spoken: a key was pressed, or something else is expected of them.</summary>
    public void OnSignOfLife(TimeSpan now)
    {
        if (_inputDue is not null)
        {
            _prompts = 0;
            AwaitInput(now);
        }
    }

    /// <summary>The caller means to speak: what was held is cancelled.</summary>
    public TurnEffects OnCallerMeant()
    {
        if (!IsHeld)
        {
            return TurnEffects.None;
        }

        ListenAgain();
        return TurnEffects.CancelAnswer;
    }

    /// <summary>It was only a sign of listening: what was held goes on.</summary>
    public TurnEffects OnBackChannel(TimeSpan now)
    {
        if (IsHeld)
        {
            IsHeld = false;
            _answerDue = _answerDue is null ? null : now + rules.AnswerTimeout;
            _fillerDue = State is TurnState.Thinking ? now + rules.FillerAgainAfter : null;
        }
        else if (State is TurnState.Listening)
        {
            AwaitInput(now);
        }

        return TurnEffects.None;
    }

    /// <summary>The caller's turn is over; what there is of it is on its way to the AI.</summary>
    public void OnTurnEnded(TimeSpan now)
    {
        if (State is TurnState.Listening or TurnState.Thinking)
        {
            (_fillerDue, _inputDue) = (now + rules.FillerAfter, null);
        }
    }

    /// <summary>The caller's turn has gone to the AI, or something else that it has to say something to.</summary>
    public TurnEffects OnTurnCommitted(TimeSpan now)
    {
        if (State is TurnState.Listening or TurnState.Thinking)
        {
            (State, _answerDue, _inputDue, _answerEnded) = (TurnState.Thinking, now + rules.AnswerTimeout, null, false);
            _fillerDue ??= _isFillerPlaying || IsHeld ? null : now + rules.FillerAfter;
        }
        else if (State is TurnState.Speaking)
        {
            _answerEnded = false; // what is being played is not all
        }

        return TurnEffects.None;
    }

    /// <summary>Sound of the answer has arrived.</summary>
    public TurnEffects OnAnswerAudio()
    {
        if (State is not (TurnState.Thinking or TurnState.Speaking))
        {
            return TurnEffects.None;
        }

        (State, _answerDue, _fillerDue) = (TurnState.Speaking, null, null);
        return StopFiller();
    }

    /// <summary>The AI has said all of its answer.</summary>
    /// <param name="succeeded">False when the AI gave up.</param>
    /// <param name="isMoreOwed">Another answer follows, as the AI called a tool or a newer turn asked for one.</param>
    public TurnEffects OnAnswerEnded(bool succeeded, bool isMoreOwed, TimeSpan now)
    {
        if (isMoreOwed)
        {
            return OnTurnCommitted(now);
        }

        _answerEnded = true;
        _triedFirst &= !succeeded;
        switch (State)
        {
            case TurnState.Thinking when !succeeded:
                return Replace(now, FailoverReason.AgentSilent);
            case TurnState.Thinking:
                ListenAgain();
                AwaitInput(now);
                return StopFiller();
            default:
                return TurnEffects.None;
        }
    }

    /// <summary>All that had arrived of the answer has been played.</summary>
    public TurnEffects OnPlayoutDrained(TimeSpan now)
    {
        switch (State)
        {
            case TurnState.Apologizing:
                return End();
            case TurnState.Speaking when _answerEnded:
                ListenAgain();
                AwaitInput(now);
                break;
            case TurnState.Speaking:
                _answerDue ??= now + rules.AnswerTimeout;
                _fillerDue ??= _isFillerPlaying ? null : now + rules.FillerAfter;
                break;
        }

        return TurnEffects.None;
    }

    /// <summary>A filler has come to its end.</summary>
    public void OnFillerEnded(TimeSpan now)
    {
        _isFillerPlaying = false;
        if (State is TurnState.Thinking || (State is TurnState.Speaking && _answerDue is not null))
        {
            _fillerDue = now + rules.FillerAgainAfter; // still no answer
        }
    }

    /// <summary>The socket is gone. It is opened again once; then the spare has its turn; after that the AI is given up for this call.</summary>
    public TurnEffects OnAgentLost(TimeSpan now)
    {
        if (State is TurnState.Apologizing or TurnState.Ended)
        {
            return TurnEffects.None;
        }

        if (_triedFirst || Wanted is AgentRung.Spare)
        {
            return Replace(now, FailoverReason.AgentLost);
        }

        _triedFirst = true;
        return Restore(AgentRung.First, now);
    }

    /// <param name="mayResend">False while the AI gets nothing: then the caller's next turn goes on, and the one before stays without an answer.</param>
    public TurnEffects OnConnected(TimeSpan now, bool mayResend)
    {
        (_isRestoring, _restoreDue) = (false, null);
        if (State is not (TurnState.Thinking or TurnState.Speaking))
        {
            return TurnEffects.None;
        }

        if (!mayResend)
        {
            ListenAgain();
            return StopFiller();
        }

        (State, _answerDue, _answerEnded) = (TurnState.Thinking, now + rules.AnswerTimeout, false);
        return TurnEffects.ResendTurn;
    }

    /// <summary>Something that the call cannot do without has failed.</summary>
    public TurnEffects OnFault(FailoverReason reason) => FailOver(reason);

    public TurnEffects Advance(TimeSpan now)
    {
        if (IsDue(_restoreDue, now))
        {
            return FailOver(FailoverReason.AgentLost);
        }

        if (IsDue(_answerDue, now))
        {
            return Replace(now, FailoverReason.AgentSilent);
        }

        if (IsDue(_fillerDue, now))
        {
            (_fillerDue, _isFillerPlaying) = (null, true);
            return TurnEffects.PlayFiller;
        }

        return IsDue(_inputDue, now) ? Prompt(now) : TurnEffects.None;
    }

    /// <summary>The AI does not serve: the spare takes the turn up, and where there is none, or it was tried, people do.</summary>
    private TurnEffects Replace(TimeSpan now, FailoverReason reason) =>
        !rules.HasSpare || Wanted is AgentRung.Spare || State is TurnState.Apologizing or TurnState.Ended
            ? FailOver(reason)
            : Restore(AgentRung.Spare, now);

    private TurnEffects Restore(AgentRung rung, TimeSpan now)
    {
        _restoreDue = _isRestoring ? _restoreDue : now + rules.RestoreWithin; // a spare that follows a failed try has what is left
        (Wanted, _isRestoring, _answerDue) = (rung, true, null);
        if (State is not (TurnState.Thinking or TurnState.Speaking))
        {
            return TurnEffects.Connect;
        }

        (State, IsHeld) = (TurnState.Thinking, false);
        _fillerDue = _isFillerPlaying || rules.FillerAfter is null ? _fillerDue : now;
        return TurnEffects.Connect | TurnEffects.DropAnswer;
    }

    private TurnEffects FailOver(FailoverReason reason)
    {
        if (State is TurnState.Apologizing or TurnState.Ended)
        {
            return TurnEffects.None;
        }

        ListenAgain();
        (State, FailoverReason, _isRestoring, _restoreDue) = (TurnState.Apologizing, reason, false, null);
        return TurnEffects.FailOver | StopFiller();
    }

    private TurnEffects Prompt(TimeSpan now)
    {
        if (_prompts == rules.NoInputPrompts)
        {
            return End();
        }

        _prompts++;
        AwaitInput(now);
        return TurnEffects.Prompt;
    }

    private TurnEffects End()
    {
        ListenAgain();
        State = TurnState.Ended;
        return TurnEffects.EndSession;
    }

    private TurnEffects StopFiller() => _isFillerPlaying ? TurnEffects.StopFiller : TurnEffects.None;

    private void ListenAgain() => (State, IsHeld, _answerDue, _fillerDue, _inputDue) = (TurnState.Listening, false, null, null, null);

    private void AwaitInput(TimeSpan now) => _inputDue = now + rules.NoInputAfter;

    private static bool IsDue(TimeSpan? due, TimeSpan now) => due is { } at && now >= at;

    private static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) => one is null ? other : other is null || one < other ? one : other;
}
