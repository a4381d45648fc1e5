using System.Collections.Immutable;
using System.Net;

namespace CompliantVoiceProxy.Rtp;

/// <summary>What a session description says of the stream to be received.</summary>
public sealed record RtpReceiverOptions
{
    /// <summary>Timestamp units a second.</summary>
    public required int ClockRate { get; init; }

    /// <summary>Those of the audio formats that were agreed on.</summary>
    public required ImmutableArray<byte> PayloadTypes { get; init; }

    /// <summary>That of telephone events; null where none was agreed on.</summary>
    public byte? EventPayloadType { get; init; }

    /// <summary>Where the peer says that it receives; null when it is not known yet.</summary>
    public IPEndPoint? Signalled { get; init; }
}
