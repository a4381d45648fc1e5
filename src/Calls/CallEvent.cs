using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>What reaches a call's machine.</summary>
public abstract record CallEvent;

/// <summary>The call's beginning is durable in the audit log.</summary>
public sealed record StartRecorded : CallEvent;

/// <summary>It could not be made durable: the call must not be.</summary>
public sealed record StartNotRecorded : CallEvent;

/// <summary>What the media plane said.</summary>
/// <param name="Reply">Null when it failed to say anything.</param>
public sealed record MediaReplied(MediaReply? Reply) : CallEvent;

/// <summary>The media session could not be started after the answer.</summary>
public sealed record MediaStartFailed : CallEvent;

/// <summary>Something in the running media session.</summary>
public sealed record MediaSignaled(MediaSignal Signal) : CallEvent;

/// <summary>The ACK of our answer came.</summary>
/// <param name="Answer">Where our 200 made the offer.</param>
public sealed record Acknowledged(CallSide Side = CallSide.Caller, Sensitive<string>? Answer = null) : CallEvent;

/// <summary>A SIP leg is over.</summary>
/// <param name="Status">The response that ended it; null when none did.</param>
public sealed record LegOver(SipLegEndReason Reason, CallSide Side = CallSide.Caller, int? Status = null) : CallEvent;

/// <summary>A re-INVITE.</summary>
/// <param name="Offer">Null when it has no body.</param>
public sealed record Reoffered(SipRequestId Request, Sensitive<string>? Offer, CallSide Side = CallSide.Caller) : CallEvent;

/// <summary>Our INVITE or re-INVITE has a 200, and its ACK has been sent.</summary>
/// <param name="Answer">Null when the 200 has no body.</param>
public sealed record SessionAnswered(CallSide Side, Sensitive<string>? Answer) : CallEvent;

/// <summary>Our INVITE or re-INVITE without an offer has a 200 with the peer's, which waits for <see cref="AcknowledgeOffer"/>.</summary>
public sealed record SessionOffered(CallSide Side, Sensitive<string> Offer) : CallEvent;

/// <summary>Our re-INVITE was refused; the session goes on as it was.</summary>
/// <param name="Status">Null when there was no answer.</param>
public sealed record SessionRefused(CallSide Side, int? Status) : CallEvent;

/// <summary>The carrier has taken our REFER and carries it out.</summary>
public sealed record ReferAccepted : CallEvent;

/// <summary>Our REFER is over.</summary>
/// <param name="Status">The colleague's, or that of the REFER itself; null when there is none.</param>
public sealed record Referred(SipReferOutcome Outcome, int? Status) : CallEvent;

/// <summary>The colleague could not even be called.</summary>
public sealed record AgentUnreachable(int Attempt) : CallEvent;

/// <summary>What the media plane offers to the colleague.</summary>
/// <param name="Offer">Null for nothing.</param>
public sealed record BridgeOffered(int Attempt, Sensitive<string>? Offer) : CallEvent;

/// <summary>Whether the media plane has brought caller and colleague together.</summary>
public sealed record Bridged(int Attempt, bool IsJoined) : CallEvent;

/// <summary>This process stops.</summary>
public sealed record ShutDownBegun : CallEvent;

/// <summary>Handling the call threw; caught by the loop.</summary>
public sealed record Faulted : CallEvent;
