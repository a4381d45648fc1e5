using CompliantVoiceProxy.MediaControl;

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>
/// Whose turn it is, and what follows when somebody speaks, falls silent or is lost. Touches no socket, no sample and no clock.
/// </summary>
/// <param name="answerTimeout">How long the AI may leave the caller without an answer, or fall silent in the middle of one.</param>
public sealed class TurnMachine(TimeSpan answerTimeout)
{
    private bool _answerEnded = true;
    private bool _reconnected;

    public TurnState State { get; private set; } = TurnState.Listening;

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; }

    /// <summary>Why people are wanted; meaningful after <see cref="TurnEffects.FailOver"/>.</summary>
    public FailoverReason FailoverReason { get; private set; }

    /// <summary>The caller has been speaking for long enough to mean it: over an answer, or before one came, that takes the turn back.</summary>
    public TurnEffects OnCallerSpoke()
    {
        if (State is not (TurnState.Thinking or TurnState.Speaking))
        {
            return TurnEffects.None;
        }

        ListenAgain();
        return TurnEffects.CancelAnswer;
    }

    /// <summary>The caller's turn has gone to the AI, or something else that it has to say something to.</summary>
    public TurnEffects OnTurnCommitted(TimeSpan now)
    {
        if (State is TurnState.Listening or TurnState.Thinking)
        {
            (State, NextDeadline, _answerEnded) = (TurnState.Thinking, now + answerTimeout, false);
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
        if (State is TurnState.Thinking or TurnState.Speaking)
        {
            (State, NextDeadline, _reconnected) = (TurnState.Speaking, null, false);
        }

        return TurnEffects.None;
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
        return State switch
        {
            TurnState.Thinking when !succeeded => FailOver(FailoverReason.AgentSilent),
            TurnState.Thinking => Quietly(ListenAgain),
            _ => TurnEffects.None,
        };
    }

    /// <summary>All that had arrived of the answer has been played.</summary>
    public TurnEffects OnPlayoutDrained(TimeSpan now)
    {
        if (State is TurnState.Apologizing)
        {
            return End();
        }

        if (State is TurnState.Speaking)
        {
            if (_answerEnded)
            {
                ListenAgain();
            }
            else
            {
                NextDeadline ??= now + answerTimeout;
            }
        }

        return TurnEffects.None;
    }

    /// <summary>The socket is gone. Once it is opened again; a second loss before an answer was heard is the end of the AI for this call.</summary>
    public TurnEffects OnAgentLost()
    {
        if (State is TurnState.Apologizing or TurnState.Ended)
        {
            return TurnEffects.None;
        }

        if (_reconnected)
        {
            return FailOver(FailoverReason.AgentLost);
        }

        _reconnected = true;
        return TurnEffects.Reconnect;
    }

    /// <param name="mayResend">False while the AI gets nothing: then the caller's next turn goes on, and the one before stays without an answer.</param>
    public TurnEffects OnReconnected(TimeSpan now, bool mayResend)
    {
        if (State is not (TurnState.Thinking or TurnState.Speaking))
        {
            return TurnEffects.None;
        }

        if (!mayResend)
        {
            return Quietly(ListenAgain);
        }

        (State, NextDeadline, _answerEnded) = (TurnState.Thinking, now + answerTimeout, false);
        return TurnEffects.ResendTurn;
    }

    /// <summary>Something that the call cannot do without has failed.</summary>
    public TurnEffects OnFault(FailoverReason reason) => FailOver(reason);

    public TurnEffects Advance(TimeSpan now) =>
        NextDeadline is { } due && now >= due ? FailOver(FailoverReason.AgentSilent) : TurnEffects.None;

    private TurnEffects FailOver(FailoverReason reason)
    {
        if (State is TurnState.Apologizing or TurnState.Ended)
        {
            return TurnEffects.None;
        }

        (State, NextDeadline, FailoverReason) = (TurnState.Apologizing, null, reason);
        return TurnEffects.FailOver;
    }

    private TurnEffects End()
    {
        (State, NextDeadline) = (TurnState.Ended, null);
        return TurnEffects.EndSession;
    }

    private void ListenAgain() => (State, NextDeadline) = (TurnState.Listening, null);

    private static TurnEffects Quietly(Action act)
    {
        act();
        return TurnEffects.None;
    }
}
