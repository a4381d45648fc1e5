using System.Collections.Immutable;
using System.Net;
using CompliantVoiceProxy.Rtp.Sdp;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>How a call is offered or answered.</summary>
public sealed record PhoneCallOptions
{
    /// <summary>PCMU, PCMA and telephone events, or some of them, by preference.</summary>
    public ImmutableArray<PayloadFormat> Formats { get; init; } = [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvents];

    /// <summary>A call that is not answered by then is given up.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The session's id in the description (RFC 8866 section 5.2); null for one at random.</summary>
    public ulong? SessionId { get; init; }

    /// <summary>Where the INVITE is sent, whatever its URI says; null to follow the URI.</summary>
    public IPEndPoint? Destination { get; init; }
}
