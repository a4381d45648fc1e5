using System.Collections.Immutable;
using System.Text;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>A session description (RFC 8866). Lines that a call's audio does not need (i, u, e, p, b, t, r, z, k) are read over.</summary>
/// <remarks>May hold keys: <see cref="ToString"/> says nothing of its content, <see cref="Write"/> all.</remarks>
public sealed record SdpSession
{
    public const string MediaType = "application/sdp";

    public required SdpOrigin Origin { get; init; }

    /// <summary>Holds for each media that has none of its own.</summary>
    public SdpConnection? Connection { get; init; }

    public ImmutableArray<SdpAttribute> Attributes { get; init; } = [];

    public ImmutableArray<SdpMedia> Media { get; init; } = [];

    /// <summary>The first attribute of that name at session level; null where there is none.</summary>
    public SdpAttribute? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>The description as text, with CRLF.</summary>
    public string Write()
    {
        var text = new StringBuilder("v=0\r\n");
        text.Append($"o={Origin.User} {Origin.SessionId} {Origin.SessionVersion} IN {Origin.AddressType} {Origin.Address}\r\ns=-\r\n");
        WriteConnection(text, Connection);
        text.Append("t=0 0\r\n");
        WriteAttributes(text, Attributes);
        foreach (var media in Media)
        {
            text.Append($"m={media.Kind} {media.Port} {media.Protocol} {string.Join(' ', media.Formats)}\r\n");
            WriteConnection(text, media.Connection);
            WriteAttributes(text, media.Attributes);
        }

        return text.ToString();
    }

    public override string ToString() => $"SDP with {Media.Length} media";

    private static void WriteConnection(StringBuilder text, SdpConnection? connection)
    {
        if (connection?.Address is { } address)
        {
            text.Append($"c=IN {SdpConnection.AddressType(address)} {address}\r\n");
        }
    }

    private static void WriteAttributes(StringBuilder text, ImmutableArray<SdpAttribute> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            text.Append(value is null ? $"a={name}\r\n" : $"a={name}:{value}\r\n");
        }
    }
}
