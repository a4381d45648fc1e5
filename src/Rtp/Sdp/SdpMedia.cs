using System.Collections.Immutable;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>One <c>m=</c> line and what follows it: <c>m=KIND PORT PROTOCOL FORMAT ...</c> (RFC 8866, section 5.14).</summary>
public sealed record SdpMedia
{
    /// <summary><c>audio</c>, <c>video</c>, ...</summary>
    public required string Kind { get; init; }

    /// <summary>0 where the stream is refused or switched off.</summary>
    public required int Port { get; init; }

    /// <summary><c>RTP/AVP</c>, ...</summary>
    public required string Protocol { get; init; }

    /// <summary>Payload types, in order of preference.</summary>
    public required ImmutableArray<string> Formats { get; init; }

    /// <summary>Null where the session's holds.</summary>
    public SdpConnection? Connection { get; init; }

    public ImmutableArray<SdpAttribute> Attributes { get; init; } = [];

    /// <summary>The first attribute of that name; null where there is none.</summary>
    public SdpAttribute? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    public override string ToString() => $"m={Kind} {Port} {Protocol}";
}
