using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>An identifier that was found in the voice AI's words.</summary>
/// <param name="Entity">Its span is of the text that was looked at.</param>
public readonly record struct AgentValue(Entity Entity, AgentValueOrigin Origin);
