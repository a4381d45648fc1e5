namespace CompliantVoiceProxy.MediaControl;

/// <summary>Something in a media session that the signalling plane must act on.</summary>
public abstract record MediaSignal(Guid CallId);

/// <summary>The session ended of itself; the call must be hung up.</summary>
public sealed record MediaEnded(Guid CallId, MediaEndReason Reason) : MediaSignal(CallId);

/// <summary>The voice AI can no longer serve this caller; people must. The session goes on until it is closed: the caller hears the apology.</summary>
public sealed record FailoverWanted(Guid CallId, FailoverReason Reason) : MediaSignal(CallId);
