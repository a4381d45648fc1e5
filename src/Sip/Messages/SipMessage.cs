namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>A request or a response: start line, header fields, and a body that is opaque here.</summary>
/// <remarks>
/// The parser lets no message through whose Via, From, To, Call-ID or CSeq cannot be read; the properties rely on it.
/// Neither a message nor its parts print their content.
/// </remarks>
public abstract class SipMessage
{
    private protected SipMessage(SipHeaders headers, ReadOnlyMemory<byte> body) => (Headers, Body) = (headers, body);

    public SipHeaders Headers { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The topmost Via. Read anew at each call: a transport may have added to it.</summary>
    public Via TopVia => Via.TryParse(Headers.GetValues(SipHeaderNames.Via)[0], isLenient: true, out var via) ? via : throw Missing();

    public NameAddress From => field ??= ReadAddress(SipHeaderNames.From);

    public NameAddress To => field ??= ReadAddress(SipHeaderNames.To);

    public string CallId => Headers.Get(SipHeaderNames.CallId) ?? throw Missing();

    public CSeq CSeq => CSeq.TryParse(Headers.Get(SipHeaderNames.CSeq) ?? "", out var cseq) ? cseq : throw Missing();

    /// <summary>The first Contact, or null.</summary>
    public NameAddress? Contact =>
        Headers.GetValues(SipHeaderNames.Contact) is [var first, ..] && NameAddress.TryParse(first, out var contact) ? contact : null;

    /// <summary>The media type in lower case, without parameters; empty when there is none.</summary>
    public string ContentType => (Headers.Get(SipHeaderNames.ContentType) ?? "").Split(';')[0].Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private NameAddress ReadAddress(string name) =>
        NameAddress.TryParse(Headers.Get(name) ?? "", out var address) ? address : throw Missing();

    private static InvalidOperationException Missing() => new("A mandatory header field is missing.");
}
