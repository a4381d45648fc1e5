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

/// <summary>The ACK of the answer came.</summary>
public sealed record Acknowledged : CallEvent;

/// <summary>The SIP leg is over.</summary>
public sealed record LegOver(SipLegEndReason Reason) : CallEvent;

/// <summary>A re-INVITE.</summary>
/// <param name="Offer">Null when it has no body.</param>
public sealed record Reoffered(SipRequestId Request, Sensitive<string>? Offer) : CallEvent;

/// <summary>This process stops.</summary>
public sealed record ShutDownBegun : CallEvent;

/// <summary>Handling the call threw; caught by the loop.</summary>
public sealed record Faulted : CallEvent;
