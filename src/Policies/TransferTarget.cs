using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>Somebody whom a call may be transferred to.</summary>
public sealed record TransferTarget
{
    /// <summary>Lower-case letters, digits and hyphens; what the voice AI and the audit log call it.</summary>
    public required string Name { get; init; }

    /// <summary><c>sip:user@host:port;parameters</c>; neither a password nor header fields.</summary>
    public required string Uri { get; init; }

    /// <summary>For the voice AI: when to choose it.</summary>
    public required string Description { get; init; }

    /// <summary>The ways that are tried for this one, in order.</summary>
    public ImmutableArray<TransferWay> Ways { get; init; } = [];
}
