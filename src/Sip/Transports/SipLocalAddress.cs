using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.Transports;

/// <summary>One of this endpoint's own addresses, as peers are told in Via and Contact.</summary>
/// <param name="Protocol">The transport's name in Via: <c>UDP</c>.</param>
/// <param name="Host">A name or an address; an IPv6 address in its brackets.</param>
/// <param name="IsReliable">The transport delivers by itself, so that transactions resend nothing (RFC 3261 section 17).</param>
public sealed record SipLocalAddress(string Protocol, string Host, int Port, bool IsReliable)
{
    /// <summary>The address alone: <c>sip:host:port</c>.</summary>
    public SipUri ToUri() => SipUri.Create(null, Host, Port);
}
