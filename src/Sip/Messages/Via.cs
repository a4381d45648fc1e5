namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// One value of Via: <c>SIP/2.0/UDP host:port;branch=...</c> (RFC 3261 sections 18.2 and 20.42), with <c>received</c> and <c>rport</c> (RFC 3581).
/// </summary>
public sealed class Via
{
    /// <summary>What a branch of RFC 3261 begins with (section 8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    public Via(string transport, string host, int? port, SipParameters parameters) =>
        (Transport, Host, Port, Parameters) = (transport, host, port, parameters);

    /// <summary><c>UDP</c>, <c>TCP</c>, <c>TLS</c>, <c>WS</c>, as written.</summary>
    public string Transport { get; }

    /// <summary>Sent-by's host.</summary>
    public string Host { get; }

    /// <summary>Sent-by's port, or null.</summary>
    public int? Port { get; }

    public SipParameters Parameters { get; }

    /// <summary>The branch, or empty.</summary>
    public string Branch => Parameters["branch"] ?? "";

    /// <summary>The branch names the transaction by itself: cookie and something after it (section 17.2.3).</summary>
    public bool HasRfc3261Branch => Branch.Length > MagicCookie.Length && Branch.StartsWith(MagicCookie, StringComparison.OrdinalIgnoreCase);

    public static bool TryParse(string text, out Via via) => TryParse(text, isLenient: false, out via);

    /// <param name="isLenient">Reads protocol and sent-by alone, whatever the version and the parameters are: enough to answer a malformed request.</param>
    internal static bool TryParse(string text, bool isLenient, out Via via)
    {
        via = null!;
        var parts = text.Split('/', 3);
        if (parts.Length < 3 || !parts[0].Trim(' ', '\t').Equals("SIP", StringComparison.OrdinalIgnoreCase)
            || (parts[1].Trim(' ', '\t') != "2.0" && !isLenient))
        {
            return false;
        }

        var rest = parts[2].TrimStart(' ', '\t');
        var endOfTransport = rest.AsSpan().IndexOfAny(' ', '\t');
        if (endOfTransport < 0 || !SipGrammar.IsToken(rest.AsSpan(0, endOfTransport)))
        {
            return false;
        }

        var sentBy = rest[endOfTransport..];
        var semicolon = sentBy.IndexOf(';', StringComparison.Ordinal);
        var hostPort = (semicolon < 0 ? sentBy : sentBy[..semicolon]).Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        if (!SipUri.TryReadHostPort(hostPort, out var host, out var port))
        {
            return false;
        }

        if (!SipParameters.TryParse(semicolon < 0 ? "" : sentBy[semicolon..], out var parameters) && !isLenient)
        {
            return false;
        }

        via = new Via(rest[..endOfTransport], host, port, parameters);
        return true;
    }

    public Via With(string parameter, string? value) => new(Transport, Host, Port, Parameters.With(parameter, value));

    public string Format() => $"SIP/2.0/{Transport} {Host}{(Port is { } port ? $":{port}" : "")}{Parameters.Format()}";

    public override string ToString() => "[Via withheld]";
}
