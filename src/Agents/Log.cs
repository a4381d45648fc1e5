using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents;

/// <summary>All that this room logs: ids that the AI gave, codes of the protocol's documentation, reasons. Never content, a URL or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Session {SessionId} with the voice AI is open: {Protocol}, {Encoding}.")]
    public static partial void SessionOpened(ILogger logger, string sessionId, AgentProtocol protocol, AgentAudioEncoding encoding);

    [LoggerMessage(2, LogLevel.Information, "Session {SessionId} with the voice AI has ended: {Reason}.")]
    public static partial void SessionClosed(ILogger logger, string sessionId, AgentCloseReason reason);

    [LoggerMessage(3, LogLevel.Warning, "Session {SessionId}: the voice AI complained: {Code}.")]
    public static partial void Complained(ILogger logger, string sessionId, string code);

    [LoggerMessage(4, LogLevel.Warning, "Session {SessionId}: an answer of the voice AI failed: {Code}.")]
    public static partial void AnswerFailed(ILogger logger, string sessionId, string code);
}
