using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What a UAS looks at before it looks at the request's purpose (RFC 3261 section 8.2), in that order.</summary>
internal static class RequestInspection
{
    /// <returns>The refusal, or null for a request that may be looked at.</returns>
    public static SipReply? Inspect(SipRequest request, SipUserAgentOptions options)
    {
        if (!options.Allow.Split(", ").Contains(request.Method))
        {
            // Section 8.2.1. REFER is declined: the method is understood, and its sender had better know that the answer is no.
            return request.Method == SipMethods.Refer ? Refuse(603) : Refuse(405, (SipHeaderNames.Allow, options.Allow));
        }

        if (!request.RequestUri.IsSip)
        {
            return Refuse(416); // section 8.2.2.1
        }

        // A call that comes in is meant to go on: what cannot be forwarded is refused (RFC 7332 section 4). OPTIONS at 0 asks just us.
        if (request is { MaxForwards: 0, Method: SipMethods.Invite })
        {
            return Refuse(483);
        }

        var unknown = request.Headers.GetValues(SipHeaderNames.Require).Where(tag => !options.Extensions.Contains(tag, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > 0 && request.Method != SipMethods.Cancel)
        {
            return Refuse(420, (SipHeaderNames.Unsupported, string.Join(", ", unknown))); // section 8.2.2.3
        }

        return request.Method == SipMethods.Invite ? InspectContent(request, options) : null;
    }

    /// <summary>Section 8.2.3, and 406 where the answer could not be a session description.</summary>
    private static SipReply? InspectContent(SipRequest request, SipUserAgentOptions options)
    {
        if (request.Headers.Get(SipHeaderNames.ContentEncoding) is { } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(415, (SipHeaderNames.AcceptEncoding, "identity"));
        }

        if (!request.Body.IsEmpty && !options.ContentTypes.Contains(request.ContentType))
        {
            return Refuse(415, (SipHeaderNames.Accept, string.Join(", ", options.ContentTypes)));
        }

        var accepted = request.Headers.GetValues(SipHeaderNames.Accept).Select(range => range.Split(';')[0].Trim().ToLowerInvariant()).ToList();
        return accepted.Count == 0 || accepted.Exists(range => range is "*/*" or "application/*" || options.ContentTypes.Contains(range)) ? null : Refuse(406);
    }

    private static SipReply Refuse(int status, params (string Name, string Value)[] headers) =>
        new(status) { Headers = [.. headers.Select(header => new SipHeader(header.Name, header.Value))] };
}
