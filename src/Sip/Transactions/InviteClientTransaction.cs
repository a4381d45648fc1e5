namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>
/// INVITE client transaction: RFC 3261 section 17.1.1, figure 5, with Accepted of RFC 6026 section 7.2. Touches no socket and no clock.
/// </summary>
/// <remarks>
/// <code>
/// Calling    --1xx--> Proceeding    --2xx--> Accepted    --300..699--> Completed    timer B --> Terminated
/// Proceeding --2xx--> Accepted      --300..699--> Completed    limit --> Terminated
/// Completed  --300..699--> ACK again                     timer D --> Terminated
/// Accepted   --2xx--> to the user                        timer M --> Terminated
/// </code>
/// </remarks>
/// <param name="isReliable">The transport delivers by itself: nothing is resent, and Completed passes at once.</param>
public sealed class InviteClientTransaction(SipTimers timers, TimeSpan now, bool isReliable = false)
{
    private readonly TimeSpan _giveUpAt = now + timers.TimerB;
    private TimeSpan _interval = timers.T1;
    private TimeSpan? _limit;

    public InviteClientState State { get; private set; } = InviteClientState.Calling;

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; } = now + (isReliable ? timers.TimerB : timers.T1);

    /// <param name="status">100 to 699.</param>
    public TransactionAction ReceiveResponse(int status, TimeSpan now)
    {
        switch (State)
        {
            case InviteClientState.Calling or InviteClientState.Proceeding when status < 200:
                (State, NextDeadline) = (InviteClientState.Proceeding, _limit);
                return TransactionAction.PassToUser;

            case InviteClientState.Calling or InviteClientState.Proceeding when status < 300:
                (State, NextDeadline) = (InviteClientState.Accepted, now + timers.TimerM);
                return TransactionAction.PassToUser;

            case InviteClientState.Calling or InviteClientState.Proceeding:
                State = isReliable ? InviteClientState.Terminated : InviteClientState.Completed;
                NextDeadline = isReliable ? null : now + timers.TimerD;
                return TransactionAction.SendAck | TransactionAction.PassToUser;

            case InviteClientState.Completed when status >= 300:
                return TransactionAction.SendAck;

            case InviteClientState.Accepted when status is >= 200 and < 300:
                return TransactionAction.PassToUser;

            default:
                return TransactionAction.None;
        }
    }

    /// <summary>Nobody will wait for a final response for ever: CANCEL has been sent, or the dialog has ended (RFC 3261 section 9.1).</summary>
    public void Limit(TimeSpan now)
    {
        _limit ??= now + timers.TimerB;
        NextDeadline = State is InviteClientState.Proceeding ? _limit : NextDeadline;
    }

    public TransactionAction Advance(TimeSpan now)
    {
        if (NextDeadline is not { } due || now < due)
        {
            return TransactionAction.None;
        }

        if (State is InviteClientState.Completed or InviteClientState.Accepted)
        {
            (State, NextDeadline) = (InviteClientState.Terminated, null); // timer D or M
            return TransactionAction.None;
        }

        if (State is InviteClientState.Proceeding || now >= _giveUpAt)
        {
            (State, NextDeadline) = (InviteClientState.Terminated, null);
            return TransactionAction.ReportTimeout;
        }

        _interval *= 2; // timer A doubles (section 17.1.1.2)
        NextDeadline = TimeSpan.FromTicks(Math.Min((now + _interval).Ticks, _giveUpAt.Ticks));
        return TransactionAction.ResendRequest;
    }
}
