using CompliantVoiceProxy.Sip.Transactions;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>An INVITE of ours, first or later, from its sending on.</summary>
/// <param name="plan">What it was sent for; null for the first.</param>
internal sealed class SentInvite(Leg leg, ClientTransaction transaction, PlannedReinvite? plan)
{
    public Leg Leg => leg;

    public ClientTransaction Transaction => transaction;

    public PlannedReinvite? Plan => plan;

    public uint Sequence { get; } = transaction.Request.CSeq.Number;

    /// <summary>A 1xx has come: only now may it be cancelled (RFC 3261 section 9.1).</summary>
    public bool HasProvisional { get; set; }

    /// <summary>When it is cancelled for want of a final answer; null for never.</summary>
    public TimeSpan? CancelAt { get; set; }

    /// <summary>It is to be cancelled, and this is why.</summary>
    public SipLegEndReason? CancelReason { get; set; }

    public bool IsCancelSent { get; set; }
}

/// <summary>A re-INVITE to be sent when no other INVITE is under way.</summary>
/// <param name="Body">Empty to let the peer offer.</param>
/// <param name="Attempt">From 1; counts the 491s.</param>
/// <param name="NotBefore">The end of the wait that a 491 asks for; null for at once.</param>
internal sealed record PlannedReinvite(string ContentType, ReadOnlyMemory<byte> Body, int Attempt, TimeSpan? NotBefore)
{
    public override string ToString() => "[PlannedReinvite withheld]";
}
