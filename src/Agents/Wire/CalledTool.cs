using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>One of the tools that a message of the AI calls.</summary>
internal sealed record CalledTool(string Id, Sensitive<string> Name, Sensitive<string> Arguments);
