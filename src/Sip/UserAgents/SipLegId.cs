namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>One side of a call at this endpoint, from its INVITE to its end. This process's own number; says nothing of the message.</summary>
public readonly record struct SipLegId(long Value);
