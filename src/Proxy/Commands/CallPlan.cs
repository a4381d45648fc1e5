using System.Collections.Immutable;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>What <c>cvp call</c> was asked to do.</summary>
internal sealed record CallPlan
{
    public required SipUri Target { get; init; }

    public required FileInfo? Play { get; init; }

    public required FileInfo? Record { get; init; }

    /// <summary>Codecs by preference, without telephone events.</summary>
    public required ImmutableArray<PayloadFormat> Formats { get; init; }

    /// <summary>In order of time.</summary>
    public required ImmutableArray<PressedKey> Keys { get; init; }

    /// <summary>From the answer to the hang-up; null to hang up when there is nothing more to do or hear.</summary>
    public required TimeSpan? Duration { get; init; }

    public required bool IsJson { get; init; }
}
