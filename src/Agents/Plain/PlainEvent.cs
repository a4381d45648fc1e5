using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>A message of the AI.</summary>
internal abstract record PlainEvent;

/// <param name="IsFormatRight">Whether the AI confirmed the audio that was asked for.</param>
internal sealed record SessionStarted(string SessionId, bool IsFormatRight) : PlainEvent;

internal sealed record AnswerAudio(AnswerNumber Answer, ReadOnlyMemory<short> Samples) : PlainEvent;

internal sealed record AnswerText(AnswerNumber Answer, Sensitive<string> Text, bool IsFinal) : PlainEvent;

internal sealed record ToolCalled(string CallId, Sensitive<string> Name, Sensitive<string> Arguments) : PlainEvent;

internal sealed record AnswerOver(AnswerNumber Answer, AnswerEndReason Reason) : PlainEvent;

/// <param name="Code">One that the protocol names, else "other".</param>
internal sealed record PlainError(string Code) : PlainEvent;

/// <summary>The AI ends the session.</summary>
internal sealed record SessionOver : PlainEvent
{
    public static readonly SessionOver Instance = new();
}

/// <summary>Not of the protocol as we know it.</summary>
internal sealed record UnknownPlainEvent : PlainEvent
{
    public static readonly UnknownPlainEvent Instance = new();
}
