using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>A tenant's policy, compiled: immutable, and named by its revision. A call pins one at INVITE.</summary>
public sealed record TenantPolicy
{
    /// <summary>The tenant's name, as in the file: lower-case letters, digits and hyphens.</summary>
    public required string Tenant { get; init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the file's bytes.</summary>
    public required string Revision { get; init; }

    public required ImmutableArray<CalledPattern> Called { get; init; }

    public required AgentPolicy Agent { get; init; }

    public MaskPolicy Mask { get; init; } = new();

    public ClearancePolicy Clearance { get; init; } = new();

    /// <summary>Of the types that the file names; <see cref="For"/> answers for all.</summary>
    public ImmutableSortedDictionary<EntityType, EntityPolicy> Entities { get; init; } = ImmutableSortedDictionary<EntityType, EntityPolicy>.Empty;

    /// <summary>The tenant's own identifiers, beside those that are always looked for.</summary>
    public ImmutableArray<CustomRecognizer> Recognizers { get; init; } = [];

    public SecureCapturePolicy SecureCapture { get; init; } = new();

    public TurnPolicy Turns { get; init; } = new();

    public FailoverPolicy Failover { get; init; } = new();

    /// <summary>What becomes of the identifiers of a type: what is safe where the file says nothing.</summary>
    public EntityPolicy For(EntityType type) => Entities.GetValueOrDefault(type) ?? new EntityPolicy();
}
