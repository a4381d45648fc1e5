using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Our side of the offer/answer model for one audio stream (RFC 3264); every other stream that is offered is refused with port 0 (section 6).</summary>
/// <param name="sessionId">For the <c>o=</c> line; hard to guess.</param>
public sealed class OfferAnswer(ulong sessionId)
{
    private static readonly (string Name, MediaDirection Direction)[] Directions =
    [
        ("sendrecv", MediaDirection.SendReceive),
        ("sendonly", MediaDirection.SendOnly),
        ("recvonly", MediaDirection.ReceiveOnly),
        ("inactive", MediaDirection.Inactive),
    ];

    private int _version;

    /// <summary>An offer, or the next version of it.</summary>
    public SdpSession Offer(LocalAudio local) => Describe(local, [Describe(local, "RTP/AVP", local.Formats, local.Direction)]);

    /// <summary>Answers an offer. The answer holds one audio format: the first of the offer's that we know, and telephone events if both do.</summary>
    /// <param name="answer">Null when the offer is refused.</param>
    public bool TryAnswer(
        SdpSession offer, LocalAudio local, out SdpSession? answer, out AudioAgreement? agreement, out OfferRejectReason reason)
    {
        answer = null;
        if (!TryAgree(offer, local, out agreement, out var chosen, out reason))
        {
            return false;
        }

        var format = agreement!.Format with { Parameters = null };
        var accepted = Describe(local, chosen!.Protocol, agreement.Events is { } events ? [format, events] : [format], agreement.Direction);
        answer = Describe(local, offer.Media.Select(media =>
            ReferenceEquals(media, chosen) ? accepted : media with { Port = 0, Connection = null, Attributes = [] }));
        return true;
    }

    /// <summary>Reads the answer to <see cref="Offer"/>.</summary>
    /// <param name="local">What was offered.</param>
    public static bool TryReadAnswer(SdpSession answer, LocalAudio local, out AudioAgreement? agreement, out OfferRejectReason reason)
    {
        if (!TryAgree(answer, local, out agreement, out _, out reason))
        {
            return false;
        }

        // The peer sends with the payload types that our offer gave (section 5.1).
        var (format, events) = (agreement!.Format, agreement.Events);
        agreement = agreement with
        {
            ReceivedPayloadType = local.Formats.First(format.IsSameEncoding).PayloadType,
            ReceivedEventPayloadType = events is null ? null : local.Formats.First(events.IsSameEncoding).PayloadType,
        };
        return true;
    }

    private static bool TryAgree(
        SdpSession theirs, LocalAudio local, out AudioAgreement? agreement, out SdpMedia? chosen, out OfferRejectReason reason)
    {
        (agreement, chosen, reason) = (null, null, OfferRejectReason.NoAudio);
        foreach (var media in theirs.Media)
        {
            if (media is { Kind: "audio", Port: > 0, Protocol: "RTP/AVP" or "RTP/AVPF" } && TryAgree(theirs, media, local, out agreement, out reason))
            {
                chosen = media;
                return true;
            }
        }

        return false;
    }

    private static bool TryAgree(SdpSession theirs, SdpMedia media, LocalAudio local, out AudioAgreement? agreement, out OfferRejectReason reason)
    {
        agreement = null;
        var formats = PayloadFormat.Read(media).ToArray();
        var format = formats.FirstOrDefault(theirFormat => !theirFormat.IsTelephoneEvents && local.Formats.Any(theirFormat.IsSameEncoding));
        var connection = media.Connection ?? theirs.Connection;
        if (format is null || connection?.Address is not { } address || address.AddressFamily != local.Address.AddressFamily)
        {
            reason = format is null ? OfferRejectReason.NoCommonFormat : OfferRejectReason.NoUsableAddress;
            return false;
        }

        var events = formats.FirstOrDefault(theirFormat =>
            theirFormat.IsTelephoneEvents && theirFormat.ClockRate == format.ClockRate && local.Formats.Any(theirFormat.IsSameEncoding));
        agreement = new AudioAgreement
        {
            Remote = connection.IsUnspecified ? null : new IPEndPoint(address, media.Port),
            RemoteControl = connection.IsUnspecified ? null : ReadControl(media, address),
            Format = format,
            ReceivedPayloadType = format.PayloadType,
            Events = events is null ? null : events with { Parameters = PayloadFormat.TelephoneEvents.Parameters },
            ReceivedEventPayloadType = events?.PayloadType,
            PacketTime = ReadPacketTime(media),
            Direction = ReadDirection(theirs, media, connection, local.Direction),
        };
        reason = OfferRejectReason.None;
        return true;
    }

    /// <summary><c>a=rtcp:PORT IN IP4 ADDRESS</c> (RFC 3605), else the port above.</summary>
    private static IPEndPoint ReadControl(SdpMedia media, IPAddress address)
    {
        var fields = media.Find("rtcp")?.Value?.Split(' ') ?? [];
        if (fields.Length == 0 || !ushort.TryParse(fields[0], NumberStyles.None, null, out var port) || port == 0)
        {
            return new IPEndPoint(address, Math.Min(media.Port + 1, ushort.MaxValue));
        }

        return new IPEndPoint(fields.Length == 4 && SdpConnection.ParseUnicast(fields[2], fields[3]) is { } other ? other : address, port);
    }

    private static TimeSpan ReadPacketTime(SdpMedia media) =>
        int.TryParse(media.Find("ptime")?.Value, NumberStyles.None, null, out var milliseconds) && milliseconds is >= 10 and <= 60
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.FromMilliseconds(20);

    /// <summary>What they send we may receive, and what they receive we may send (section 6.1).</summary>
    private static MediaDirection ReadDirection(SdpSession session, SdpMedia media, SdpConnection connection, MediaDirection ours)
    {
        var theirs = Find(media.Attributes) ?? Find(session.Attributes) ?? MediaDirection.SendReceive;
        if (connection.IsUnspecified)
        {
            theirs &= ~MediaDirection.ReceiveOnly;
        }

        var mirrored = theirs switch
        {
            MediaDirection.SendOnly => MediaDirection.ReceiveOnly,
            MediaDirection.ReceiveOnly => MediaDirection.SendOnly,
            _ => theirs,
        };
        return mirrored & ours;

        static MediaDirection? Find(ImmutableArray<SdpAttribute> attributes)
        {
            foreach (var (name, direction) in Directions)
            {
                if (attributes.Any(attribute => attribute.Name == name))
                {
                    return direction;
                }
            }

            return null;
        }
    }

    private SdpSession Describe(LocalAudio local, IEnumerable<SdpMedia> media) => new()
    {
        Origin = new SdpOrigin("-", $"{sessionId}", $"{++_version}", SdpConnection.AddressType(local.Address), local.Address.ToString()),
        Connection = new SdpConnection(local.Address),
        Media = [.. media],
    };

    private static SdpMedia Describe(LocalAudio local, string protocol, ImmutableArray<PayloadFormat> formats, MediaDirection direction) => new()
    {
        Kind = "audio",
        Port = local.Port,
        Protocol = protocol,
        Formats = [.. formats.Select(format => $"{format.PayloadType}")],
        Attributes =
        [
            .. formats.SelectMany(format => format.Write()),
            new("ptime", $"{local.PacketTime.TotalMilliseconds}"),
            new("rtcp", $"{local.Port + 1}"),
            new(Directions.First(known => known.Direction == direction).Name),
        ],
    };
}
