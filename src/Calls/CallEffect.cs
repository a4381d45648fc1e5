using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>What a call's machine wants done.</summary>
public abstract record CallEffect;

/// <summary>Make this durable; <see cref="StartRecorded"/> or <see cref="StartNotRecorded"/> comes back.</summary>
public sealed record RecordStart(CallStarted Started) : CallEffect;

/// <summary>Write this; nothing waits for it.</summary>
public sealed record Record(AuditEvent Event) : CallEffect;

/// <summary>Ask the media plane; <see cref="MediaReplied"/> comes back.</summary>
public sealed record OpenMedia(MediaOffer Offer) : CallEffect;

public sealed record StartMedia : CallEffect;

public sealed record CloseMedia : CallEffect;

/// <summary>Answer the INVITE.</summary>
public sealed record AnswerInvite(SipReply Reply) : CallEffect;

/// <summary>Answer a re-INVITE.</summary>
public sealed record AnswerReoffer(SipRequestId Request, SipReply Reply) : CallEffect;

/// <summary>End a leg: BYE, or CANCEL for a colleague who has not answered.</summary>
/// <param name="Reason">RFC 3326; null for none.</param>
public sealed record HangUp(SipHeader? Reason, CallSide Side = CallSide.Caller) : CallEffect;

/// <summary>Ask the carrier to transfer; <see cref="Referred"/> comes back.</summary>
public sealed record ReferCaller(Handover Handover) : CallEffect;

/// <summary>Call the colleague; <see cref="AgentUnreachable"/> or the leg's events come back.</summary>
/// <param name="Offer">Null to let the colleague's telephone offer.</param>
public sealed record CallAgent(int Attempt, Handover Handover, Sensitive<string>? Offer) : CallEffect;

/// <summary>Send a re-INVITE; <see cref="SessionAnswered"/>, <see cref="SessionOffered"/> or <see cref="SessionRefused"/> comes back.</summary>
/// <param name="Offer">Null to let the peer offer.</param>
public sealed record OfferSession(CallSide Side, Sensitive<string>? Offer) : CallEffect;

/// <summary>Send the ACK that a <see cref="SessionOffered"/> waits for.</summary>
public sealed record AcknowledgeOffer(CallSide Side, Sensitive<string>? Answer) : CallEffect;

/// <summary>Ask the media plane for an offer to the colleague; <see cref="BridgeOffered"/> comes back.</summary>
public sealed record OfferBridge(int Attempt) : CallEffect;

/// <summary>Have the media plane bring both together; <see cref="Bridged"/> comes back.</summary>
public sealed record JoinBridge(int Attempt, Sensitive<string> Answer) : CallEffect;

/// <summary>The caller stays with the voice AI.</summary>
public sealed record ResumeMedia(TransferFailure Failure) : CallEffect;

public sealed record CountTransfer(TransferWay Way, TransferOutcome Outcome) : CallEffect;

/// <summary>The machine waits for nothing any more.</summary>
public sealed record Forget : CallEffect;
