using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Whose call it is and by which policy it is cleared.</summary>
public sealed record ReleaseContext(Guid CallId, TenantPolicy Policy);
