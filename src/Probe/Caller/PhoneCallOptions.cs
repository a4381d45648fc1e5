using System.Collections.Immutable;
using CompliantVoiceProxy.Rtp.Sdp;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>How a call is offered or answered.</summary>
public sealed record PhoneCallOptions
{
    /// <summary>PCMU, PCMA and telephone events, or some of them, by preference.</summary>
    public ImmutableArray<PayloadFormat> Formats { get; init; } = [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvents];

    /// <summary>A call that is not answered by then is given up.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(60);
}
