using System.Globalization;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Calls;

/// <summary>As much as signalling needs to know of an SDP: whether two describe the same session, and which version one is.</summary>
internal static class SessionDescription
{
    /// <summary>The same lines but for the origin, whose version a peer may raise without changing anything (RFC 8866 section 5.2).</summary>
    public static bool IsSame(string offer, string other) => Lines(offer).SequenceEqual(Lines(other), StringComparer.Ordinal);

    /// <summary>The same session in its next version (RFC 3264 section 8): <c>o=USER SESSION VERSION ...</c>.</summary>
    public static Sensitive<string> Raise(Sensitive<string> sdp) => new(string.Join('\n', sdp.Reveal().Split('\n').Select(RaiseOrigin)));

    private static string RaiseOrigin(string line)
    {
        var fields = line.Split(' ');
        if (line.StartsWith("o=", StringComparison.Ordinal) && fields.Length > 2 && ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            fields[2] = (version + 1).ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(' ', fields);
    }

    private static IEnumerable<string> Lines(string sdp) =>
        sdp.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && !line.StartsWith("o=", StringComparison.Ordinal));
}
