using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents;

/// <summary>A tool that the voice AI is told of and may call.</summary>
/// <param name="Name">Letters, digits, hyphens and underscores, 64 at most.</param>
/// <param name="Parameters">JSON Schema of the arguments: an object.</param>
public sealed record AgentTool(PolicyText Name, PolicyText Description, PolicyText Parameters);
