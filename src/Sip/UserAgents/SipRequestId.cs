namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>A request that waits for its answer, a peer's or our own. This process's own number.</summary>
public readonly record struct SipRequestId(long Value);
