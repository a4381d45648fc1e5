namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>Client transaction of every other method: RFC 3261 section 17.1.2, figure 6. Touches no socket and no clock.</summary>
/// <remarks>
/// <code>
/// Trying     --1xx--> Proceeding    --200..699--> Completed    timer E: request again    timer F --> Terminated
/// Proceeding --200..699--> Completed                           timer E: request again    timer F --> Terminated
/// Completed                                                    timer K --> Terminated
/// </code>
/// </remarks>
public sealed class NonInviteClientTransaction(SipTimers timers, TimeSpan now, bool isReliable = false)
{
    private readonly TimeSpan _giveUpAt = now + timers.TimerF;
    private TimeSpan _interval = timers.T1;

    public NonInviteClientState State { get; private set; } = NonInviteClientState.Trying;

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; } = now + (isReliable ? timers.TimerF : timers.T1);

    /// <param name="status">100 to 699.</param>
    public TransactionAction ReceiveResponse(int status, TimeSpan now)
    {
        if (State is not (NonInviteClientState.Trying or NonInviteClientState.Proceeding))
        {
            return TransactionAction.None;
        }

        if (status < 200)
        {
            State = NonInviteClientState.Proceeding;
            return TransactionAction.PassToUser;
        }

        State = isReliable ? NonInviteClientState.Terminated : NonInviteClientState.Completed;
        NextDeadline = isReliable ? null : now + timers.TimerK;
        return TransactionAction.PassToUser;
    }

    public TransactionAction Advance(TimeSpan now)
    {
        if (NextDeadline is not { } due || now < due)
        {
            return TransactionAction.None;
        }

        if (State is NonInviteClientState.Completed)
        {
            (State, NextDeadline) = (NonInviteClientState.Terminated, null); // timer K
            return TransactionAction.None;
        }

        if (now >= _giveUpAt)
        {
            (State, NextDeadline) = (NonInviteClientState.Terminated, null); // timer F
            return TransactionAction.ReportTimeout;
        }

        // Timer E doubles up to T2, and is T2 from Proceeding on (section 17.1.2.2).
        _interval = State is NonInviteClientState.Proceeding ? timers.T2 : TimeSpan.FromTicks(Math.Min((_interval * 2).Ticks, timers.T2.Ticks));
        NextDeadline = TimeSpan.FromTicks(Math.Min((now + _interval).Ticks, _giveUpAt.Ticks));
        return TransactionAction.ResendRequest;
    }
}
