using System.Collections.Immutable;
using System.Net;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>What our side of an audio stream can do and where it receives.</summary>
public sealed record LocalAudio
{
    /// <summary>As the peer reaches it.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>RTP; RTCP is on the port above.</summary>
    public required int Port { get; init; }

    /// <summary>By preference; telephone events, if any, last.</summary>
    public ImmutableArray<PayloadFormat> Formats { get; init; } = [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvents];

    /// <summary>How much sound a packet shall bring us.</summary>
    public TimeSpan PacketTime { get; init; } = TimeSpan.FromMilliseconds(20);

    public MediaDirection Direction { get; init; } = MediaDirection.SendReceive;
}
