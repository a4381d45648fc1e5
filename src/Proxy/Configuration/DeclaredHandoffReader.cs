using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>An application of colleagues that may read what calls left for them.</summary>
/// <param name="Name">For the audit log.</param>
/// <param name="Role">What tenants' policies grant values to.</param>
internal sealed record DeclaredHandoffReader(string Name, string Role, SecretReference Key);
