using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.MediaControl;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What reaches a session's loop from outside it. Control alone: audio waits in buffers of its own.</summary>
internal abstract record SessionMail;

/// <summary>Frames may be due, a transcription may be ready: the session looks.</summary>
internal sealed record Wake : SessionMail;

/// <summary>The last piece of a turn has been handed to the voice AI's socket.</summary>
/// <param name="Text">All of the turn.</param>
internal sealed record TurnSent(int Turn, ReleasedText Text, TurnTimings? Timings) : SessionMail;

/// <summary>The audit log takes no records: the release lane is closed.</summary>
internal sealed record AuditFailed : SessionMail;

/// <summary>A fault of ours closed the release lane.</summary>
internal sealed record LaneFailed(string ExceptionType) : SessionMail;

/// <summary>The transfer that the voice AI asked for has failed.</summary>
internal sealed record TransferEnded(TransferFailure Failure) : SessionMail;

/// <param name="Try">Which of the link's tries.</param>
/// <param name="Agent">Null when no session could be opened.</param>
internal sealed record AgentConnected(int Try, IAgentSession? Agent) : SessionMail;

/// <summary>What a tool waited for has come.</summary>
/// <param name="Finish">Goes on with it, in the session's loop.</param>
internal sealed record ToolFinished(Action<TimeSpan> Finish) : SessionMail;
