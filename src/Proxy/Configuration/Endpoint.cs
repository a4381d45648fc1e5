using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>Addresses with ports as configuration writes them: <c>127.0.0.1:5060</c>, <c>[::1]:5060</c>. Names are not looked up.</summary>
internal static class Endpoint
{
    /// <summary>True only where the port is written; <see cref="IPEndPoint"/> alone would take a missing one for 0.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endpoint) =>
        IPEndPoint.TryParse(text, out endpoint) && text.LastIndexOf(':') > text.LastIndexOf(']') && text.Contains('.') != text.Contains(']');

    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
