using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents;

/// <summary>A turn of the talk so far, as a new session may know of it.</summary>
public abstract record RememberedTurn;

public sealed record CallerSaid(ReleasedText Text) : RememberedTurn;

/// <param name="Text">What the caller heard of it, cleared.</param>
public sealed record AgentSaid(ClearedText Text) : RememberedTurn;
