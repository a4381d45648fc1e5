namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>A response (RFC 3261 section 7.2).</summary>
public sealed class SipResponse(int status, string reasonPhrase, SipHeaders headers, ReadOnlyMemory<byte> body) : SipMessage(headers, body)
{
    /// <summary>100 to 699.</summary>
    public int Status { get; } = status;

    public string ReasonPhrase { get; } = reasonPhrase;

    public bool IsProvisional => Status < 200;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>A response to a request: Via, From, To, Call-ID and CSeq copied (section 8.2.6.2), the To tag added when there is none yet.</summary>
    /// <param name="toTag">Null for a 100, which has none.</param>
    public static SipResponse For(SipHeaders request, int status, string? toTag, ReadOnlyMemory<byte> body = default)
    {
        var headers = new SipHeaders().CopyFrom(request, SipHeaderNames.Via);
        foreach (var name in (ReadOnlySpan<string>)[SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq])
        {
            headers.Add(name, request.Get(name) ?? "");
        }

        if (toTag is not null && NameAddress.TryParse(headers.Get(SipHeaderNames.To)!, out var to) && to.Tag is null)
        {
            headers.Set(SipHeaderNames.To, $"{headers.Get(SipHeaderNames.To)};tag={toTag}");
        }

        return new SipResponse(status, SipReasonPhrases.For(status), headers, body);
    }

    public override string ToString() => $"[SipResponse {Status} withheld, {Headers.Count} header fields]";
}
