namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>Why a message was not read, and what is needed to say so to its sender.</summary>
/// <param name="Status">400, 505 or 513.</param>
/// <param name="Answerable">
/// The header fields of a request whose Via, From, To, Call-ID and CSeq can be read; null for what gets no answer: responses, ACKs, and the rest.
/// </param>
public sealed record SipParseError(SipParseReason Reason, int Status, SipHeaders? Answerable)
{
    /// <summary>The reason in words for a 4xx status line; says nothing of the message.</summary>
    public string Words => Reason switch
    {
        SipParseReason.BadVersion => "Version Not Supported",
        SipParseReason.MessageTooLarge or SipParseReason.TooManyHeaders or SipParseReason.HeaderTooLong => "Message Too Large",
        SipParseReason.MethodMismatch => "Bad Request: CSeq Names Another Method",
        SipParseReason.BodyTooShort => "Bad Request: Body Shorter Than Content-Length",
        SipParseReason.RepeatedHeader => "Bad Request: Repeated Header Field",
        SipParseReason.BadStartLine => "Bad Request: Request-Line",
        SipParseReason.BadRequestUri => "Bad Request: Request-URI",
        SipParseReason.BadHeaderLine => "Bad Request: Header Field Line",
        SipParseReason.BadVia => "Bad Request: Via",
        SipParseReason.BadFrom => "Bad Request: From",
        SipParseReason.BadTo => "Bad Request: To",
        SipParseReason.BadCallId => "Bad Request: Call-ID",
        SipParseReason.BadCSeq => "Bad Request: CSeq",
        SipParseReason.BadMaxForwards => "Bad Request: Max-Forwards",
        SipParseReason.BadContact => "Bad Request: Contact",
        SipParseReason.BadRoute => "Bad Request: Route",
        SipParseReason.BadContentLength => "Bad Request: Content-Length",
        _ => "Bad Request",
    };
}
