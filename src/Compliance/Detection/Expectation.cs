using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>An identifier that a turn is expected to hold, because of what was asked or left unfinished before it.</summary>
/// <param name="Length">How many figures and letters it usually has; 0 when that varies.</param>
internal readonly record struct Expectation(EntityType Type, float Strength, int Length)
{
    /// <summary>The tenant's recognizer that it belongs to, by its name in the policy; null for the product's own.</summary>
    public string? Name { get; init; }

    /// <summary>A part of it was said just before, in the same turn.</summary>
    public bool IsUnfinished { get; init; }
}
