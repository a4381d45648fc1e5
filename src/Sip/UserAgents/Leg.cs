using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>The state of one leg: its dialog, and the INVITE, answer or BYE that is under way. Touched by the user agents alone.</summary>
internal sealed class Leg(SipLegId id) : IHasDeadline
{
    public SipLegId Id => id;

    /// <summary>Null only before our INVITE has its first 2xx.</summary>
    public Dialog? Dialog { get; set; }

    /// <summary>A 2xx has been sent or received.</summary>
    public bool IsEstablished { get; set; }

    /// <summary>The peer's INVITE without a final answer.</summary>
    public OpenRequest? OpenInvite { get; set; }

    /// <summary>Our 2xx that waits for its ACK.</summary>
    public PendingAnswer? Answer { get; set; }

    /// <summary>Our INVITE without a final answer.</summary>
    public ClientTransaction? Inviting { get; set; }

    /// <summary>A 1xx to it has come: only now may it be cancelled (RFC 3261 section 9.1).</summary>
    public bool HasProvisional { get; set; }

    public bool IsCancelWanted { get; set; }

    /// <summary>When we stop waiting for the answer to a cancelled INVITE.</summary>
    public TimeSpan? CancelDeadline { get; set; }

    /// <summary>The last ACK that we sent to each called side of a forked INVITE, for a 2xx that comes again.</summary>
    public Dictionary<DialogId, SentAck> Acks { get; } = [];

    /// <summary>A BYE that waits for the ACK of our 2xx (section 15).</summary>
    public SipHeaders? ByeWanted { get; set; }

    /// <summary>Our BYE has been sent; what remains is its answer. Says how the leg will have ended.</summary>
    public SipLegEndReason? Ending { get; set; }

    public TimeSpan? NextDeadline => Answer?.Retransmission.NextDeadline ?? CancelDeadline;

    public TimeSpan? QueuedDeadline { get; set; }

    public override string ToString() => $"[{nameof(Leg)} {id.Value}]";
}

/// <summary>A 2xx as sent.</summary>
internal sealed record PendingAnswer(uint Sequence, byte[] Octets, SipFlow Flow, AnswerRetransmission Retransmission);

/// <summary>An ACK as sent, and the sequence number of its INVITE.</summary>
internal sealed record SentAck(uint Sequence, byte[] Octets, SipFlow Flow);

/// <summary>A request of the peer's that the user has to answer.</summary>
/// <param name="Leg">Null outside a dialog.</param>
internal sealed record OpenRequest(SipRequestId Id, Leg? Leg, ServerTransaction Transaction);
