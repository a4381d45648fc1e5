namespace CompliantVoiceProxy.MediaControl.Handoffs;

/// <summary>Who reads a handoff, as the operator declared it: a desktop application, not a person.</summary>
/// <param name="Role">What a tenant's policy grants values to.</param>
public sealed record HandoffReader(string Name, string Role);
