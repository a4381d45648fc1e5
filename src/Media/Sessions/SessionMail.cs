using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Media.Turns;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What reaches a session's loop from outside it. Control alone: audio waits in buffers of its own.</summary>
internal abstract record SessionMail;

/// <summary>Frames may be due.</summary>
internal sealed record Tick : SessionMail;

/// <summary>A transcription is ready, or given up.</summary>
internal sealed record StretchReady : SessionMail;

/// <summary>The last piece of a turn has been handed to the voice AI's socket.</summary>
internal sealed record TurnSent(int Turn, TurnTimings? Timings) : SessionMail;

internal sealed record AuditFailed : SessionMail;

/// <param name="Agent">Null when no session could be opened.</param>
internal sealed record AgentReconnected(IAgentSession? Agent) : SessionMail;
