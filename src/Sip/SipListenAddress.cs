using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Sip;

/// <summary>Where to listen, written <c>udp:127.0.0.1:5060</c>.</summary>
/// <param name="AdvertisedHost">What peers are told instead of the socket's own address; needed where that is "any".</param>
public sealed record SipListenAddress(IPEndPoint EndPoint, string? AdvertisedHost = null)
{
    /// <summary>Host for Via and Contact.</summary>
    /// <exception cref="InvalidOperationException">The socket listens on every address, and no host to advertise was given.</exception>
    public string HostForPeers
    {
        get
        {
            if (AdvertisedHost is not null)
            {
                return AdvertisedHost;
            }

            if (EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any))
            {
                throw new InvalidOperationException("An endpoint that listens on every address has to be told which host to advertise.");
            }

            return EndPoint.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{EndPoint.Address}]" : EndPoint.Address.ToString();
        }
    }

    /// <param name="text"><c>udp:</c>, an IPv4 address or an IPv6 address in brackets, a colon, a port; port 0 takes a free one.</param>
    public static bool TryParse(string text, out SipListenAddress address)
    {
        address = null!;
        if (!text.StartsWith("udp:", StringComparison.OrdinalIgnoreCase)
            || !IPEndPoint.TryParse(text.AsSpan(4), out var endPoint)
            || text.AsSpan(4).LastIndexOf(':') <= text.AsSpan(4).LastIndexOf(']'))
        {
            return false;
        }

        address = new SipListenAddress(endPoint);
        return true;
    }
}
