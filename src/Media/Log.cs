using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media;

/// <summary>What this room logs: ids and reasons, never content.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Call {CallId}: its media loop failed with {ExceptionType}; the call ends")]
    public static partial void LoopFailed(ILogger logger, Guid callId, string exceptionType);

    [LoggerMessage(2, LogLevel.Warning, "Call {CallId}: the voice AI complained: {Code}")]
    public static partial void AgentComplained(ILogger logger, Guid callId, string code);

    [LoggerMessage(3, LogLevel.Warning, "Call {CallId}: refused: {Reason}")]
    public static partial void Refused(ILogger logger, Guid callId, MediaControl.MediaRefusalReason reason);

    [LoggerMessage(4, LogLevel.Warning, "Call {CallId}: goes to people: {Reason}")]
    public static partial void FailsOver(ILogger logger, Guid callId, MediaControl.FailoverReason reason);

    [LoggerMessage(5, LogLevel.Debug, "Call {CallId}: the way of its data is\n{Pipe}")]
    public static partial void PipeBuilt(ILogger logger, Guid callId, Sessions.SessionPipe pipe);

    [LoggerMessage(7, LogLevel.Error, "Call {CallId}: its release lane failed with {ExceptionType}; nothing more leaves")]
    public static partial void LaneFailed(ILogger logger, Guid callId, string exceptionType);

    [LoggerMessage(8, LogLevel.Warning, "Call {CallId}: no further session with its voice AI ({Rung}): {ExceptionType}")]
    public static partial void ConnectFailed(ILogger logger, Guid callId, Turns.AgentRung rung, string exceptionType);

    [LoggerMessage(6, LogLevel.Error, "Call {CallId}: its media could not be set up: {ExceptionType}")]
    public static partial void OpenFailed(ILogger logger, Guid callId, string exceptionType);

    [LoggerMessage(9, LogLevel.Information, "Tool {Tool}: its back end was asked: {Outcome} after {Milliseconds} ms")]
    public static partial void BackEndAsked(ILogger logger, string tool, Tools.BackEnds.BackEndOutcome outcome, long milliseconds);
}
