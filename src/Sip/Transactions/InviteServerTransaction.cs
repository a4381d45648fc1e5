namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>
/// INVITE server transaction: RFC 3261 section 17.2.1, figure 7, with Accepted of RFC 6026 section 7.1. Touches no socket and no clock.
/// </summary>
/// <remarks>
/// <code>
/// Proceeding --2xx from the user--> Accepted    --300..699 from the user--> Completed
/// Completed  --ACK--> Confirmed     timer G: response again    timer H --> Terminated
/// Confirmed                         timer I --> Terminated
/// Accepted   --ACK--> to the user   timer L --> Terminated
/// </code>
/// In Accepted the user resends the 2xx until the ACK comes (section 13.3.1.4); the machine only swallows repeated INVITEs.
/// </remarks>
public sealed class InviteServerTransaction(SipTimers timers, bool isReliable = false)
{
    private bool _hasResponse;
    private TimeSpan _interval = timers.T1;
    private TimeSpan _giveUpAt;

    public InviteServerState State { get; private set; } = InviteServerState.Proceeding;

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; }

    /// <summary>The user answers.</summary>
    /// <param name="status">100 to 699.</param>
    /// <returns><see cref="TransactionAction.SendResponse"/>, or None where an answer comes too late to be one.</returns>
    public TransactionAction Respond(int status, TimeSpan now)
    {
        switch (State)
        {
            case InviteServerState.Proceeding when status < 200:
                _hasResponse = true;
                return TransactionAction.SendResponse;

            case InviteServerState.Proceeding when status < 300:
                (State, NextDeadline) = (InviteServerState.Accepted, now + timers.TimerL);
                return TransactionAction.SendResponse;

            case InviteServerState.Proceeding:
                _giveUpAt = now + timers.TimerH;
                (State, NextDeadline) = (InviteServerState.Completed, isReliable ? _giveUpAt : now + timers.T1);
                return TransactionAction.SendResponse;

            case InviteServerState.Accepted when status is >= 200 and < 300:
                return TransactionAction.SendResponse;

            default:
                return TransactionAction.None;
        }
    }

    /// <summary>The INVITE came again.</summary>
    public TransactionAction ReceiveInvite() => State switch
    {
        InviteServerState.Proceeding when _hasResponse => TransactionAction.ResendResponse,
        InviteServerState.Completed => TransactionAction.ResendResponse,
        _ => TransactionAction.None,
    };

    public TransactionAction ReceiveAck(TimeSpan now)
    {
        switch (State)
        {
            case InviteServerState.Completed:
                State = isReliable ? InviteServerState.Terminated : InviteServerState.Confirmed;
                NextDeadline = isReliable ? null : now + timers.TimerI;
                return TransactionAction.None;

            case InviteServerState.Accepted:
                return TransactionAction.PassToUser;

            default:
                return TransactionAction.None;
        }
    }

    public TransactionAction Advance(TimeSpan now)
    {
        if (NextDeadline is not { } due || now < due)
        {
            return TransactionAction.None;
        }

        if (State is not InviteServerState.Completed)
        {
            (State, NextDeadline) = (InviteServerState.Terminated, null); // timer I or L
            return TransactionAction.None;
        }

        if (now >= _giveUpAt)
        {
            (State, NextDeadline) = (InviteServerState.Terminated, null); // timer H
            return TransactionAction.ReportTimeout;
        }

        _interval = TimeSpan.FromTicks(Math.Min((_interval * 2).Ticks, timers.T2.Ticks)); // timer G doubles up to T2
        NextDeadline = TimeSpan.FromTicks(Math.Min((now + _interval).Ticks, _giveUpAt.Ticks));
        return TransactionAction.ResendResponse;
    }
}
