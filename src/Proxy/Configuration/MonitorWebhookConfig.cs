using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>Where the monitor's alerts are posted.</summary>
/// <param name="Url">https; http on this machine alone.</param>
/// <param name="Secret">What the posts are signed with.</param>
internal sealed record MonitorWebhookConfig(Uri Url, SecretReference Secret);
