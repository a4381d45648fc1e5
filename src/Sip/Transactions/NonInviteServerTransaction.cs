namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>
/// Server transaction of every other method: RFC 3261 section 17.2.2, figure 8; ends unanswered when the client has given up
/// (RFC 4320 section 4.2). Touches no socket and no clock.
/// </summary>
/// <remarks>
/// <code>
/// Trying     --1xx from the user--> Proceeding    --200..699 from the user--> Completed    client's timer F --> Terminated
/// Proceeding --200..699 from the user--> Completed                                         client's timer F --> Terminated
/// Completed  --request--> response again                                                   timer J --> Terminated
/// </code>
/// </remarks>
public sealed class NonInviteServerTransaction(SipTimers timers, TimeSpan now, bool isReliable = false)
{
    public NonInviteServerState State { get; private set; } = NonInviteServerState.Trying;

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; } = now + timers.TimerF;

    /// <summary>The user answers.</summary>
    /// <param name="status">100 to 699.</param>
    /// <returns><see cref="TransactionAction.SendResponse"/>, or None after a final response.</returns>
    public TransactionAction Respond(int status, TimeSpan now)
    {
        if (State is not (NonInviteServerState.Trying or NonInviteServerState.Proceeding))
        {
            return TransactionAction.None;
        }

        if (status < 200)
        {
            State = NonInviteServerState.Proceeding;
            return TransactionAction.SendResponse;
        }

        State = isReliable ? NonInviteServerState.Terminated : NonInviteServerState.Completed;
        NextDeadline = isReliable ? null : now + timers.TimerJ;
        return TransactionAction.SendResponse;
    }

    /// <summary>The request came again.</summary>
    public TransactionAction ReceiveRequest() =>
        State is NonInviteServerState.Proceeding or NonInviteServerState.Completed ? TransactionAction.ResendResponse : TransactionAction.None;

    public TransactionAction Advance(TimeSpan now)
    {
        if (NextDeadline is not { } due || now < due)
        {
            return TransactionAction.None;
        }

        var wasAnswered = State is NonInviteServerState.Completed;
        (State, NextDeadline) = (NonInviteServerState.Terminated, null); // timer J, or nobody waits any more
        return wasAnswered ? TransactionAction.None : TransactionAction.ReportTimeout;
    }
}
