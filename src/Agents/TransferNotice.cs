namespace CompliantVoiceProxy.Agents;

/// <summary>A transfer that the voice AI asked for has failed: the caller is still there.</summary>
public sealed record TransferNotice(TransferProblem Problem) : AgentNotice;
