using System.Net;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What an endpoint tells its user, in order. Every leg ends with exactly one <see cref="LegEnded"/>. Prints its kind alone.</summary>
public abstract record SipEvent
{
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A new call. 100 has been sent; <see cref="SipEndpoint.Respond"/> answers.</summary>
/// <param name="Source">Where it came from.</param>
public sealed record InviteReceived(SipLegId Leg, SipRequestId Request, SipRequest Invite, IPEndPoint Source) : SipEvent;

/// <summary>The peer wants to change the session of an established leg; it goes on as it is until this is answered with 2xx.</summary>
public sealed record ReinviteReceived(SipLegId Leg, SipRequestId Request, SipRequest Invite) : SipEvent;

/// <summary>Our 2xx has been acknowledged.</summary>
/// <param name="Ack">May carry an answer, when our 2xx carried an offer.</param>
public sealed record LegConfirmed(SipLegId Leg, SipRequest Ack) : SipEvent;

/// <summary>Our INVITE has a 1xx other than 100. Its To tag says which of the called sides sent it, where the INVITE was forked.</summary>
public sealed record LegProgressed(SipLegId Leg, SipResponse Response) : SipEvent;

/// <summary>Our INVITE, first or later, has a 2xx; its ACK has been sent.</summary>
public sealed record LegAnswered(SipLegId Leg, SipResponse Response) : SipEvent;

/// <summary>
/// Our INVITE without an offer, first or later, has a 2xx with the peer's: <see cref="SipEndpoint.Acknowledge"/> gives it the answer. Until then the
/// peer sends its 2xx again and again, and for no longer than half a minute (RFC 3261 sections 13.2.1 and 14.1, RFC 3725 section 4).
/// </summary>
public sealed record LegOffered(SipLegId Leg, SipResponse Response) : SipEvent;

/// <summary>Our later INVITE was refused, or got no answer (null); the session goes on as it was (RFC 3261 section 14.1).</summary>
public sealed record ReinviteRefused(SipLegId Leg, SipResponse? Response) : SipEvent;

/// <summary>The leg is over; its id is known no more.</summary>
/// <param name="Response">The response that ended it; null when none did.</param>
/// <param name="Request">The BYE or CANCEL that ended it; null when none did.</param>
public sealed record LegEnded(SipLegId Leg, SipLegEndReason Reason, SipResponse? Response, SipRequest? Request) : SipEvent;

/// <summary>Our REFER is being carried out: what its target has told the peer (RFC 3515 section 2.4.5).</summary>
/// <param name="Status">100 to 199.</param>
public sealed record ReferProgressed(SipLegId Leg, int Status) : SipEvent;

/// <summary>Our REFER is over; exactly once for each. The leg stands unless <see cref="LegEnded"/> follows.</summary>
/// <param name="Status">The target's status, or the one that the REFER itself was refused with; null when there is none.</param>
public sealed record ReferEnded(SipLegId Leg, SipReferOutcome Outcome, int? Status) : SipEvent;

/// <summary>A request other than INVITE, ACK, BYE and CANCEL, of the methods that the endpoint allows.</summary>
/// <param name="Leg">Null outside a dialog.</param>
public sealed record RequestReceived(SipLegId? Leg, SipRequestId Request, SipRequest Message) : SipEvent;

/// <summary>A request of ours, other than INVITE and BYE, has its final response.</summary>
/// <param name="Response">Null when none came.</param>
public sealed record ResponseReceived(SipRequestId Request, SipResponse? Response) : SipEvent;

/// <summary>The endpoint's loop caught an exception and went on.</summary>
/// <param name="ExceptionType">Its type's name: a message could hold what a peer sent.</param>
public sealed record EndpointFault(string ExceptionType) : SipEvent;
