using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Tools;

namespace CompliantVoiceProxy.Policies;

/// <summary>A tenant's policy, compiled: immutable, and named by its revision. A call pins one at INVITE.</summary>
public sealed record TenantPolicy
{
    /// <summary>What holds where no policy is: nobody's calls, no voice AI, and every default.</summary>
    public static TenantPolicy Defaults { get; } = new()
    {
        Tenant = "defaults",
        Revision = "defaults",
        Called = [],
        Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1/"), Model = "none" },
    };

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

    /// <summary>What of the tenant's back ends the voice AI may call.</summary>
    public ImmutableArray<ToolPolicy> Tools { get; init; } = [];

    /// <summary>Null where the voice AI may take no payments.</summary>
    public PaymentPolicy? Payment { get; init; }

    public SecureCapturePolicy SecureCapture { get; init; } = new();

    public TurnPolicy Turns { get; init; } = new();

    public FillerPolicy Fillers { get; init; } = new();

    public FailoverPolicy Failover { get; init; } = new();

    public HandoffPolicy Handoff { get; init; } = new();

    public TransferPolicy Transfer { get; init; } = new();

    /// <summary>What becomes of the identifiers of a type: what is safe where the file says nothing.</summary>
    public EntityPolicy For(EntityType type) => Entities.GetValueOrDefault(type) ?? new EntityPolicy();

    /// <summary>Whether some type is kept, in text or in sound.</summary>
    public bool KeepsAnything => Entities.Values.Any(entity => entity.Text is TextAction.Keep || entity.Sound is SoundAction.Keep);

    /// <summary>
    /// What becomes of the text of one that was found: a token in the place of what would show something of the value, where its finder is less sure
    /// than the policy asks.
    /// </summary>
    /// <param name="confidence">0 to 1; NaN is not sure.</param>
    public TextAction TextActionFor(EntityType type, float confidence)
    {
        var policy = For(type);
        var shows = policy.Text is TextAction.Keep or TextAction.LastFour or TextAction.BinAndLastFour;
        var isSafe = UnsafeActions.ReasonAgainst(type, policy.Text) is null && (!shows || confidence >= policy.MinimumConfidence);
        return isSafe ? policy.Text : TextAction.Token;
    }

    /// <summary>What becomes of the sound of one that was found: masked where its finder is less sure than the policy asks.</summary>
    /// <param name="confidence">0 to 1; NaN is not sure.</param>
    public SoundAction SoundActionFor(EntityType type, float confidence)
    {
        var policy = For(type);
        return UnsafeActions.ReasonAgainst(type, policy.Sound) is null && confidence >= policy.MinimumConfidence ? policy.Sound : SoundAction.Mask;
    }
}
