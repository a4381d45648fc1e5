namespace CompliantVoiceProxy.Policies;

/// <summary>Something that happened to a policy file.</summary>
/// <param name="State">The file after it.</param>
public sealed record PolicyChange(PolicyChangeKind Kind, PolicyFileState State);
