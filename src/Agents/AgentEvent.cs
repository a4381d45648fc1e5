using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents;

/// <summary>Something the voice AI said or did.</summary>
public abstract record AgentEvent;

public sealed record AnswerStarted(string ResponseId) : AgentEvent;

/// <summary>A piece of the answer's sound, faster than real time; mono, 16-bit.</summary>
public sealed record AgentAudio(string ItemId, ReadOnlyMemory<short> Samples, int SampleRate) : AgentEvent;

/// <summary>What the AI says it said: not cleared, as it may repeat a number.</summary>
public sealed record AgentTranscript(string ItemId, Sensitive<string> Text, bool IsFinal) : AgentEvent;

/// <summary>The AI calls a tool, and waits for <see cref="IAgentSession.AnswerToolAsync(string, ToolOutcome, CancellationToken)"/>.</summary>
/// <param name="CallId">The AI's.</param>
/// <param name="Name">As the AI wrote it, so it may be anything; not to be logged.</param>
/// <param name="Arguments">Should be JSON, may be anything: not cleared.</param>
public sealed record AgentToolCall(string CallId, Sensitive<string> Name, Sensitive<string> Arguments) : AgentEvent;

/// <param name="ResponseId">Empty when the answer never began.</param>
public sealed record AnswerEnded(string ResponseId, AnswerEndReason Reason) : AgentEvent;

/// <summary>The AI complained. Often harmless: a call ends on <see cref="AgentClosed"/> or on a turn that gets no answer, not on this.</summary>
/// <param name="Code">The protocol's error code if it is one of those documented, else "other".</param>
public sealed record AgentComplaint(string Code) : AgentEvent;

/// <summary>The AI says that it will close the session: what is to go on needs a new one by then.</summary>
public sealed record AgentClosesSoon(TimeSpan TimeLeft) : AgentEvent;

public sealed record AgentClosed(AgentCloseReason Reason) : AgentEvent;
