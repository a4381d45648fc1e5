using System.Net;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>What an offer and its answer have settled for one audio stream.</summary>
public sealed record AudioAgreement
{
    /// <summary>Where the peer receives RTP; null while it has put us on hold with an unspecified address.</summary>
    public required IPEndPoint? Remote { get; init; }

    /// <summary>Where the peer receives RTCP; null likewise.</summary>
    public required IPEndPoint? RemoteControl { get; init; }

    /// <summary>The format to send, with the payload type that the peer gave it.</summary>
    public required PayloadFormat Format { get; init; }

    /// <summary>The payload type with which the peer sends it.</summary>
    public required byte ReceivedPayloadType { get; init; }

    /// <summary>Telephone events to send, with the peer's payload type; null where the peer takes none.</summary>
    public required PayloadFormat? Events { get; init; }

    /// <summary>The payload type with which the peer sends events; null likewise.</summary>
    public required byte? ReceivedEventPayloadType { get; init; }

    /// <summary>How much sound the peer wants in a packet.</summary>
    public required TimeSpan PacketTime { get; init; }

    /// <summary>What we may do.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>The peer does not listen.</summary>
    public bool IsOnHold => !Direction.HasFlag(MediaDirection.SendOnly);

    /// <summary>What the receiving end is to be told.</summary>
    public RtpReceiverOptions ToReceiverOptions() => new()
    {
        ClockRate = Format.ClockRate,
        PayloadTypes = [ReceivedPayloadType],
        EventPayloadType = ReceivedEventPayloadType,
        Signalled = Remote,
    };
}
