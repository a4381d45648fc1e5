using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents;

/// <summary>How something ended that the voice AI asked for, with what of it was released.</summary>
public sealed record ReleasedNotice(ReleasedAnswer Answer) : AgentNotice;
