using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.MediaControl;

/// <summary>A call that asks for media. Holds nothing of the SIP message but its session description.</summary>
/// <param name="CallId">The proxy's own id.</param>
/// <param name="Sdp">RFC 8866; may hold keys (RFC 4568), so it never prints.</param>
public sealed record MediaOffer(Guid CallId, string Tenant, string PolicyRevision, Sensitive<string> Sdp);
