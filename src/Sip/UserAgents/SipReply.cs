using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>How the user answers a request. Via, From, To, Call-ID, CSeq, Record-Route and Contact are the endpoint's work.</summary>
/// <param name="Status">101 to 699; 100 is the endpoint's own.</param>
public sealed record SipReply(int Status)
{
    /// <summary>Null for the RFC's own phrase.</summary>
    public string? ReasonPhrase { get; init; }

    /// <summary>Further header fields, such as Retry-After or Warning.</summary>
    public IReadOnlyList<SipHeader> Headers { get; init; } = [];

    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The status alone.</summary>
    public override string ToString() => $"[SipReply {Status}]";
}
