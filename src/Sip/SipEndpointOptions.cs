using System.Collections.Immutable;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip;

/// <summary>How an endpoint listens and what it understands.</summary>
public sealed record SipEndpointOptions
{
    /// <summary>At least one. What goes out of itself goes out by the first of the destination's address family.</summary>
    public required ImmutableArray<SipListenAddress> Listen { get; init; }

    public SipUserAgentOptions UserAgent { get; init; } = new();
}
