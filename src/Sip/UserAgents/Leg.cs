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

    /// <summary>What the 1xx of our unanswered INVITE have begun, one for each called side that it was forked to (RFC 3261 section 12.1.2).</summary>
    public Dictionary<DialogId, Dialog> EarlyDialogs { get; } = [];

    /// <summary>A 2xx has been sent or received.</summary>
    public bool IsEstablished { get; set; }

    /// <summary>The user has been told its end.</summary>
    public bool IsOver { get; set; }

    /// <summary>The peer's INVITE without a final answer.</summary>
    public OpenRequest? OpenInvite { get; set; }

    /// <summary>The peer's last INVITE within the dialog, whatever has become of it.</summary>
    public ServerTransaction? LastReinvite { get; set; }

    /// <summary>Our 2xx that waits for its ACK.</summary>
    public PendingAnswer? Answer { get; set; }

    /// <summary>Our INVITE without a final answer.</summary>
    public SentInvite? Inviting { get; set; }

    /// <summary>A 2xx with the peer's offer, whose ACK waits for our user's answer.</summary>
    public WantedAck? WantedAck { get; set; }

    /// <summary>A re-INVITE of ours that waits for its turn.</summary>
    public PlannedReinvite? Planned { get; set; }

    /// <summary>Our last REFER.</summary>
    public SentRefer? Refer { get; set; }

    /// <summary>The CSeq of the peer's REFER that we tell about; null when there is none.</summary>
    public uint? Referred { get; set; }

    /// <summary>The last ACK that we sent to each called side of a forked INVITE, for a 2xx that comes again.</summary>
    public Dictionary<DialogId, SentAck> Acks { get; } = [];

    /// <summary>A BYE that waits for the ACK of our 2xx (section 15).</summary>
    public SipHeaders? ByeWanted { get; set; }

    /// <summary>Our BYE has been sent; what remains is its answer. Says how the leg will have ended.</summary>
    public SipLegEndReason? Ending { get; set; }

    public TimeSpan? NextDeadline => IsOver
        ? null
        : Earlier(Answer?.Retransmission.NextDeadline, Earlier(Inviting?.CancelAt, Earlier(WantedAck?.GiveUpAt, Earlier(Planned?.NotBefore, Refer?.NextDeadline))));

    public TimeSpan? QueuedDeadline { get; set; }

    /// <summary>The dialog that a request of the peer's names, confirmed or early.</summary>
    public Dialog? FindDialog(DialogId dialog) => Dialog?.Id == dialog ? Dialog : EarlyDialogs.GetValueOrDefault(dialog);

    public override string ToString() => $"[{nameof(Leg)} {id.Value}]";

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}

/// <summary>A 2xx as sent.</summary>
internal sealed record PendingAnswer(uint Sequence, byte[] Octets, SipFlow Flow, AnswerRetransmission Retransmission);

/// <summary>A 2xx that is acknowledged when the user has given its answer, or when it has been waited for long enough.</summary>
internal sealed record WantedAck(uint Sequence, TimeSpan GiveUpAt);

/// <summary>An ACK as sent, and the sequence number of its INVITE.</summary>
internal sealed record SentAck(uint Sequence, byte[] Octets, SipFlow Flow);

/// <summary>A request of the peer's that the user has to answer.</summary>
/// <param name="Leg">Null outside a dialog.</param>
internal sealed record OpenRequest(SipRequestId Id, Leg? Leg, ServerTransaction Transaction);
