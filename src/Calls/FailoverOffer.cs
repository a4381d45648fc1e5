using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>A call that looks for people to take it over.</summary>
/// <param name="Leg">The caller's leg, established; it stays with the call until the hook moves it.</param>
public sealed record FailoverOffer(Guid CallId, string Tenant, SipLegId Leg, FailoverReason Reason);
