using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>A server's event, as far as a session needs it.</summary>
internal abstract record ServerEvent;

internal sealed record SessionCreated(string SessionId) : ServerEvent;

internal sealed record SessionUpdated(SessionMismatch Mismatch) : ServerEvent;

internal sealed record ResponseCreated(string ResponseId) : ServerEvent;

internal sealed record AudioDelta(string ItemId, ReadOnlyMemory<short> Samples) : ServerEvent;

/// <param name="Text">A piece, or the whole when final.</param>
internal sealed record TranscriptDelta(string ItemId, Sensitive<string> Text, bool IsFinal) : ServerEvent;

internal sealed record ToolCallDone(string CallId, Sensitive<string> Name, Sensitive<string> Arguments) : ServerEvent;

/// <param name="Code">Why it failed, of <see cref="ErrorCodes"/>.</param>
internal sealed record ResponseDone(string ResponseId, AnswerEndReason Reason, string Code) : ServerEvent;

/// <param name="Code">Of <see cref="ErrorCodes"/>.</param>
/// <param name="EventId">The number of the client's event that it is about; 0 when not known.</param>
internal sealed record ErrorEvent(string Code, int EventId) : ServerEvent;

/// <summary>Of the protocol, but nothing that a session acts on.</summary>
internal sealed record Uninteresting : ServerEvent
{
    public static readonly Uninteresting Instance = new();
}

/// <summary>Not of the protocol as we know it.</summary>
internal sealed record UnknownEvent : ServerEvent
{
    public static readonly UnknownEvent Instance = new();
}
