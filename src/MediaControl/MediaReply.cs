using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.MediaControl;

/// <summary>Accepted or refused.</summary>
public abstract record MediaReply;

public sealed record MediaAccepted(Sensitive<string> Sdp) : MediaReply;

/// <param name="RetryAfter">When a refusal may pass; null when trying again will not help.</param>
public sealed record MediaRefused(MediaRefusalReason Reason, TimeSpan? RetryAfter) : MediaReply;
