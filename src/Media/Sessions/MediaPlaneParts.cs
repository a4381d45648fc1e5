using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What the media plane is made of.</summary>
public sealed record MediaPlaneParts
{
    public required Hearing Hearing { get; init; }

    public required IAgentConnector Agents { get; init; }

    public required PortPool Ports { get; init; }

    /// <summary>The names of those who may read what calls left for people.</summary>
    public ImmutableArray<string> HandoffReaders { get; init; } = [];

    /// <summary>By tenant and revision; null when that revision is not held.</summary>
    public required Func<string, string, TenantPolicy?> FindPolicy { get; init; }

    /// <summary>The secret that a policy refers to; null where it refers to none, or the secret is not there.</summary>
    public required Func<SecretReference?, Sensitive<string>?> ReadSecret { get; init; }
}
