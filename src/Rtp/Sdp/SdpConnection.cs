using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Where media goes: <c>c=IN IP4 ADDRESS</c> (RFC 8866, section 5.7).</summary>
/// <param name="Address">Null where it is no unicast IP address: a name, or a group's.</param>
public sealed record SdpConnection(IPAddress? Address)
{
    /// <summary>An unspecified address: the older way to say hold (RFC 3264, section 8.4).</summary>
    public bool IsUnspecified => Address is not null && (Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any));

    internal static bool TryParse(ReadOnlySpan<char> value, out SdpConnection? connection)
    {
        Span<Range> fields = stackalloc Range[4];
        connection = null;
        if (value.Split(fields, ' ') != 3 || value[fields[0]] is not "IN")
        {
            return false;
        }

        connection = new SdpConnection(ParseUnicast(value[fields[1]], value[fields[2]]));
        return true;
    }

    internal static string AddressType(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6 ? "IP6" : "IP4";

    /// <summary>Only the usual form of an address: IPAddress also reads one number, and hexadecimal ones.</summary>
    internal static IPAddress? ParseUnicast(ReadOnlySpan<char> type, ReadOnlySpan<char> text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        return type switch
        {
            "IP4" => address.AddressFamily is AddressFamily.InterNetwork && text.Count('.') == 3 && !text.ContainsAny("xX") && address.GetAddressBytes()[0] < 224 ? address : null,
            "IP6" => address.AddressFamily is AddressFamily.InterNetworkV6 && !address.IsIPv6Multicast && !text.ContainsAny("%[/") ? address : null,
            _ => null,
        };
    }
}
