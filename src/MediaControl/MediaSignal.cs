using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.MediaControl;

/// <summary>Something in a media session that the signalling plane must act on.</summary>
public abstract record MediaSignal(Guid CallId);

/// <summary>The session ended of itself; the call must be hung up.</summary>
public sealed record MediaEnded(Guid CallId, MediaEndReason Reason) : MediaSignal(CallId);

/// <summary>The voice AI can no longer serve this caller; people must. The session goes on until it is closed: the caller hears the apology.</summary>
/// <param name="HandoffToken">By which the colleague's desktop asks for what was said; null for none.</param>
/// <param name="Target">Whom the policy names for it; null for the policy's human queue.</param>
public sealed record FailoverWanted(Guid CallId, FailoverReason Reason, Sensitive<string>? HandoffToken = null, string? Target = null) : MediaSignal(CallId);

/// <summary>The voice AI asks for a colleague. The session goes on until it is closed, bridged or resumed.</summary>
/// <param name="Target">A name of the policy's.</param>
/// <param name="HandoffToken">By which the colleague's desktop asks for what was said; null for none.</param>
public sealed record TransferWanted(Guid CallId, string Target, Sensitive<string>? HandoffToken) : MediaSignal(CallId);
