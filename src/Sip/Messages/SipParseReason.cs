namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>Why octets are no SIP message.</summary>
public enum SipParseReason
{
    /// <summary>Nothing but line ends: a keep-alive (RFC 5626 section 3.5.1).</summary>
    KeepAlive,

    /// <summary>No empty line ends the header fields.</summary>
    Incomplete,

    MessageTooLarge,
    TooManyHeaders,
    HeaderTooLong,
    BadStartLine,
    BadVersion,
    BadRequestUri,
    BadHeaderLine,
    BadVia,
    BadFrom,
    BadTo,
    BadCallId,
    BadCSeq,
    MethodMismatch,
    BadMaxForwards,
    BadContact,
    BadRoute,
    BadContentLength,

    /// <summary>The body is shorter than Content-Length says (RFC 3261 section 18.3).</summary>
    BodyTooShort,

    /// <summary>A header field that may stand once stands twice.</summary>
    RepeatedHeader,
}
