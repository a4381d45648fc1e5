namespace CompliantVoiceProxy.Agents;

public enum AgentCloseReason
{
    /// <summary>We closed it.</summary>
    Disposed,

    /// <summary>The AI closed the socket in order.</summary>
    ClosedByAgent,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>The AI sent what the protocol does not allow, or more than the limit.</summary>
    ProtocolViolation,

    /// <summary>The AI takes no more data, or answers no ping.</summary>
    Stalled,
}
