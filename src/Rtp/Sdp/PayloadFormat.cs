namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>A payload type and what it means: <c>a=rtpmap:TYPE NAME/RATE/CHANNELS</c> and <c>a=fmtp:TYPE PARAMETERS</c> (RFC 8866, sections 6.6 and 6.15).</summary>
/// <param name="Name">Encoding name; case does not matter.</param>
/// <param name="ClockRate">Timestamp units a second.</param>
/// <param name="Parameters">Null where there are none.</param>
public sealed record PayloadFormat(byte PayloadType, string Name, int ClockRate, int Channels = 1, string? Parameters = null)
{
    private const string TelephoneEventName = "telephone-event";

    public static readonly PayloadFormat Pcmu = new(0, "PCMU", 8_000);

    public static readonly PayloadFormat Pcma = new(8, "PCMA", 8_000);

    /// <summary>Events 0 to 15 at 8 kHz, with the payload type that most use.</summary>
    public static readonly PayloadFormat TelephoneEvents = new(101, TelephoneEventName, 8_000, Parameters: "0-15");

    public bool IsTelephoneEvents => string.Equals(Name, TelephoneEventName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether both name the same encoding, whatever their payload types.</summary>
    public bool IsSameEncoding(PayloadFormat other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) && ClockRate == other.ClockRate && Channels == other.Channels;

    /// <summary>What the formats of an <c>m=</c> line mean, in its order. Dynamic types without an <c>rtpmap</c> are left out.</summary>
    internal static IEnumerable<PayloadFormat> Read(SdpMedia media)
    {
        foreach (var format in media.Formats)
        {
            if (byte.TryParse(format, out var type) && type < 128 && (ReadMap(media, type, format) ?? Static(type)) is { } found)
            {
                yield return found with { Parameters = ValueOf(media, "fmtp", format) };
            }
        }
    }

    internal IEnumerable<SdpAttribute> Write()
    {
        yield return new("rtpmap", Channels == 1 ? $"{PayloadType} {Name}/{ClockRate}" : $"{PayloadType} {Name}/{ClockRate}/{Channels}");
        if (Parameters is not null)
        {
            yield return new("fmtp", $"{PayloadType} {Parameters}");
        }
    }

    /// <summary>RFC 3551, table 4, as far as it is used here.</summary>
    private static PayloadFormat? Static(byte type) => type switch
    {
        0 => Pcmu,
        8 => Pcma,
        _ => null,
    };

    private static PayloadFormat? ReadMap(SdpMedia media, byte type, string format)
    {
        var parts = ValueOf(media, "rtpmap", format)?.Trim().Split('/');
        if (parts is not { Length: 2 or 3 } || !int.TryParse(parts[1], out var rate) || rate <= 0)
        {
            return null;
        }

        var channels = 1;
        return parts.Length == 3 && !int.TryParse(parts[2], out channels) ? null : new PayloadFormat(type, parts[0], rate, channels);
    }

    private static string? ValueOf(SdpMedia media, string name, string format)
    {
        foreach (var attribute in media.Attributes)
        {
            if (attribute.Name == name && attribute.Value?.StartsWith(format, StringComparison.Ordinal) == true
                && attribute.Value.Length > format.Length && attribute.Value[format.Length] == ' ')
            {
                return attribute.Value[(format.Length + 1)..];
            }
        }

        return null;
    }
}
