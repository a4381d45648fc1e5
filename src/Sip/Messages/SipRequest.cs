namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>A request (RFC 3261 section 7.1).</summary>
public sealed class SipRequest(string method, SipUri requestUri, SipHeaders headers, ReadOnlyMemory<byte> body) : SipMessage(headers, body)
{
    public string Method { get; } = method;

    public SipUri RequestUri { get; } = requestUri;

    /// <summary>Null when the header field is missing, as RFC 2543 peers leave it out.</summary>
    public int? MaxForwards =>
        SipGrammar.TryReadNumber(Headers.Get(SipHeaderNames.MaxForwards), byte.MaxValue, out var hops) ? (int)hops : null;

    public override string ToString() => $"[SipRequest withheld, {Headers.Count} header fields]";
}
