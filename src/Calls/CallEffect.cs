using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
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

/// <summary>Send BYE.</summary>
/// <param name="Reason">RFC 3326.</param>
public sealed record HangUp(SipHeader Reason) : CallEffect;

/// <summary>Look for somebody who takes the call over.</summary>
public sealed record OfferFailover(FailoverReason Reason) : CallEffect;

/// <summary>The machine waits for nothing any more.</summary>
public sealed record Forget : CallEffect;
