using System.Net;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>A call to be made. Prints no part of itself.</summary>
public sealed record SipCallRequest
{
    /// <summary>Request-URI and To.</summary>
    public required SipUri Target { get; init; }

    /// <summary>The caller's address; null for this endpoint's own.</summary>
    public SipUri? From { get; init; }

    /// <summary>The offer; empty to let the peer offer (<see cref="LegOffered"/>).</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public string ContentType { get; init; } = "application/sdp";

    /// <summary>How long to wait for the final answer before the INVITE is cancelled, and its leg ends by Timeout; null for as long as the peer rings.</summary>
    public TimeSpan? AnswerWithin { get; init; }

    /// <summary>Further header fields, such as User-to-User and P-Asserted-Identity.</summary>
    public IReadOnlyList<SipHeader> Headers { get; init; } = [];

    /// <summary>A route set known beforehand (RFC 3261 section 8.1.1.1); its first route is the next hop.</summary>
    public IReadOnlyList<NameAddress> Routes { get; init; } = [];

    /// <summary>Where to send it, whatever the URI says; null to follow the first route, else the target.</summary>
    public IPEndPoint? Destination { get; init; }

    public int MaxForwards { get; init; } = 70;

    public override string ToString() => "[SipCallRequest withheld]";
}
