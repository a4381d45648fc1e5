using System.Globalization;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>Ports, the first and the last included; written <c>20000-20999</c>.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    private const int Lowest = 1024;

    /// <summary>True for a range of at least one even port and the odd one above it (RTP and RTCP), none of them a privileged one.</summary>
    public static bool TryParse(string text, out PortRange range)
    {
        range = default;
        var parts = text.Split('-');
        if (parts.Length != 2
            || !ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return false;
        }

        range = new PortRange(first, last);
        return first >= Lowest && first + (first % 2) < last;
    }

    public override string ToString() => $"{First}-{Last}";
}
