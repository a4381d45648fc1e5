using System.Net;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>Where a <see cref="SipPhone"/> is reached, and what it takes for speech.</summary>
public sealed record SipPhoneOptions
{
    /// <summary>For SIP and media; as the other side reaches it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int SipPort { get; init; }

    /// <summary>A REFER is followed: the phone calls whom it names (RFC 3515), see <see cref="PhoneCall.Transferred"/>. Otherwise it is declined.</summary>
    public bool FollowsRefer { get; init; }

    public int FirstMediaPort { get; init; } = 40_000;

    public int LastMediaPort { get; init; } = 49_999;

    /// <summary>What is louder is taken for speech; comfort noise is not.</summary>
    public double SpeechLevelDbov { get; init; } = -45;

    /// <summary>Quiet for so long, the other side has stopped speaking.</summary>
    public TimeSpan SpeechEndsAfter { get; init; } = TimeSpan.FromMilliseconds(700);
}
