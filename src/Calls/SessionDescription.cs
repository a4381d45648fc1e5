namespace CompliantVoiceProxy.Calls;

/// <summary>As much as signalling needs to know of an SDP: whether two describe the same session.</summary>
internal static class SessionDescription
{
    /// <summary>The same lines but for the origin, whose version a peer may raise without changing anything (RFC 8866 section 5.2).</summary>
    public static bool IsSame(string offer, string other) => Lines(offer).SequenceEqual(Lines(other), StringComparer.Ordinal);

    private static IEnumerable<string> Lines(string sdp) =>
        sdp.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && !line.StartsWith("o=", StringComparison.Ordinal));
}
