namespace CompliantVoiceProxy.Sip;

/// <summary>What <see cref="SipCounters"/> counts.</summary>
public enum SipCounter
{
    DatagramsReceived,
    DatagramsSent,

    /// <summary>Datagrams that came while too many waited.</summary>
    DatagramsDropped,

    KeepAlives,

    /// <summary>Malformed requests that got a 4xx or 5xx.</summary>
    MalformedAnswered,

    /// <summary>Malformed messages that could not, or must not, be answered.</summary>
    MalformedIgnored,

    /// <summary>Responses that belong to no request of ours.</summary>
    StrayResponses,

    /// <summary>ACKs that belong to no answer of ours.</summary>
    StrayAcks,

    /// <summary>Requests that came again and were answered, or swallowed, by their transaction.</summary>
    RepeatedRequests,

    /// <summary>Requests and responses that were sent again by a timer.</summary>
    Resent,

    TransactionTimeouts,

    /// <summary>Requests that got a 503 because there were too many transactions.</summary>
    Overloaded,

    /// <summary>Answers to INVITE whose ACK never came.</summary>
    AcksLost,

    SocketErrors,

    /// <summary>Exceptions caught by the endpoint's loop.</summary>
    Faults,
}
