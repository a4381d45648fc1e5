using CompliantVoiceProxy.Sip.Transactions;

namespace CompliantVoiceProxy.Sip.Dialogs;

/// <summary>
/// A 2xx to INVITE is sent again until its ACK comes: RFC 3261 section 13.3.1.4. Hop by hop nobody else does it. Touches no socket and no clock.
/// </summary>
/// <remarks>
/// <code>Waiting --ACK--> Acknowledged    T1, doubling to T2: again    64*T1 --> GivenUp: the dialog is ended by BYE</code>
/// The 2xx is resent over reliable transports too: the next hop may be UDP.
/// </remarks>
internal sealed class AnswerRetransmission(SipTimers timers, TimeSpan now)
{
    private readonly TimeSpan _giveUpAt = now + (64 * timers.T1);
    private TimeSpan _interval = timers.T1;

    /// <summary>When <see cref="Advance"/> next has work; null once it is over.</summary>
    public TimeSpan? NextDeadline { get; private set; } = now + timers.T1;

    public void Acknowledge() => NextDeadline = null;

    public TransactionAction Advance(TimeSpan now)
    {
        if (NextDeadline is not { } due || now < due)
        {
            return TransactionAction.None;
        }

        if (now >= _giveUpAt)
        {
            NextDeadline = null;
            return TransactionAction.ReportTimeout;
        }

        _interval = TimeSpan.FromTicks(Math.Min((_interval * 2).Ticks, timers.T2.Ticks));
        NextDeadline = TimeSpan.FromTicks(Math.Min((now + _interval).Ticks, _giveUpAt.Ticks));
        return TransactionAction.ResendResponse;
    }
}
