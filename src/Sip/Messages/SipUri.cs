using System.Buffers;
using System.Net;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// <c>sip:user:password@host:port;parameters?headers</c> (RFC 3261 section 19.1), kept as written. A URI of another scheme is kept whole and
/// has neither user nor host. Prints no part of itself: an address is an identifier; <see cref="Text"/> is the only way to its letters.
/// </summary>
public sealed class SipUri
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(Letters + "+-.");
    private static readonly SearchValues<char> UserCharacters = SearchValues.Create(Letters + "-_.!~*'()&=+$,;?/%");
    private static readonly SearchValues<char> PasswordCharacters = SearchValues.Create(Letters + "-_.!~*'()&=+$,%");
    private static readonly SearchValues<char> TailCharacters = SearchValues.Create(Letters + "-_.!~*'()[]/:&+$%;=?");
    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create(Letters + "-_.!~*'()[]/?:+$");
    private static readonly SearchValues<char> OpaqueCharacters = SearchValues.Create(Letters + "-_.!~*'();/?:@&=+$,%[]#");

    private SipUri(string text, string scheme) => (Text, Scheme) = (text, scheme);

    /// <summary>The whole URI as written.</summary>
    public string Text { get; }

    /// <summary>In lower case: <c>sip</c>, <c>sips</c>, <c>tel</c>.</summary>
    public string Scheme { get; }

    public bool IsSip => Scheme is "sip" or "sips";

    /// <summary>As written, escapes kept; null when there is none.</summary>
    public string? User { get; private init; }

    /// <summary>A name, an IPv4 address, or an IPv6 address in its brackets; empty for another scheme.</summary>
    public string Host { get; private init; } = "";

    public int? Port { get; private init; }

    /// <summary>What stands from the first semicolon after the host, semicolon included, up to the question mark.</summary>
    public string Parameters { get; private init; } = "";

    /// <summary>What stands after the question mark; not allowed in a Request-URI (section 19.1.1, table 1).</summary>
    public string Headers { get; private init; } = "";

    public static bool TryParse(string text, out SipUri uri)
    {
        uri = null!;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters) || !HasWholeEscapes(text))
        {
            return false;
        }

        var scheme = text[..colon].ToLowerInvariant();
        if (scheme is "sip" or "sips")
        {
            return TryParseSip(text, scheme, text.AsSpan(colon + 1), out uri);
        }

        uri = new SipUri(text, scheme);
        return text.Length > colon + 1 && !text.AsSpan().ContainsAnyExcept(OpaqueCharacters);
    }

    /// <summary>A <c>sip:</c> URI of an address on this machine or of a peer.</summary>
    /// <param name="user">Escaped already; null for none.</param>
    /// <param name="host">A name or an address; an IPv6 address in its brackets.</param>
    /// <exception cref="ArgumentException">The parts make no URI.</exception>
    public static SipUri Create(string? user, string host, int port) =>
        TryParse($"sip:{(user is null ? "" : user + "@")}{host}:{port}", out var uri)
            ? uri
            : throw new ArgumentException("The parts make no SIP URI.", nameof(host));

    /// <summary>The value of a URI parameter; empty for one without a value; null when there is none.</summary>
    public string? GetParameter(string name)
    {
        foreach (var range in Parameters.AsSpan().Split(';'))
        {
            var part = Parameters.AsSpan()[range];
            var equals = part.IndexOf('=');
            if ((equals < 0 ? part : part[..equals]).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return equals < 0 ? "" : part[(equals + 1)..].ToString();
            }
        }

        return null;
    }

    /// <summary>The same URI with header fields for the request that it will become (section 19.1.1), in place of those it had.</summary>
    /// <param name="headers">Values as they stand in a message; they are escaped here.</param>
    /// <exception cref="ArgumentException">The scheme has no header fields.</exception>
    public SipUri WithHeaders(IEnumerable<SipHeader> headers)
    {
        var bare = Headers.Length > 0 ? Text[..^(Headers.Length + 1)] : Text;
        var tail = string.Join('&', headers.Select(header => $"{Escape(header.Name)}={Escape(header.Value)}"));
        return IsSip && TryParse(tail.Length == 0 ? bare : $"{bare}?{tail}", out var uri)
            ? uri
            : throw new ArgumentException("Only a SIP URI has header fields.", nameof(headers));
    }

    /// <summary>The header fields of <see cref="Headers"/>, escapes resolved; a part that is none is left out.</summary>
    public IReadOnlyList<SipHeader> ReadHeaders() =>
        [.. from part in Headers.Split('&')
            let mark = part.IndexOf('=', StringComparison.Ordinal)
            where mark > 0
            select new SipHeader(SipHeaderNames.ToLongForm(Unescape(part[..mark])), Unescape(part[(mark + 1)..]))];

    /// <summary>Where the URI points when its host is an address: port 5060 unless it says otherwise (RFC 3263 section 4.2).</summary>
    public bool TryGetEndPoint(out IPEndPoint endPoint)
    {
        var isAddress = IPAddress.TryParse(Host.AsSpan().Trim("[]"), out var address);
        endPoint = new IPEndPoint(address ?? IPAddress.None, Port ?? 5060);
        return isAddress;
    }

    /// <summary>user@host for matching: escapes resolved, without port, password, parameters; the host alone when there is no user.</summary>
    public string UserAtHost() => User is null ? Host : $"{Uri.UnescapeDataString(User)}@{Host}";

    public override string ToString() => "[SipUri withheld]";

    /// <summary>Percent-escapes all but <c>hnv-unreserved</c> and <c>unreserved</c>, octet by octet (section 25.1).</summary>
    private static string Escape(string text) =>
        string.Concat(text.Select(letter => HeaderCharacters.Contains(letter) ? letter.ToString() : $"%{(int)letter & 0xFF:X2}"));

    /// <summary>An escape is one octet, and so one character (as <see cref="SipHeaders"/> has them).</summary>
    private static string Unescape(string text)
    {
        var parts = text.Split('%');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => (char)Convert.ToByte(part[..2], 16) + part[2..]));
    }

    private static bool TryParseSip(string text, string scheme, ReadOnlySpan<char> rest, out SipUri uri)
    {
        uri = null!;
        ReadOnlySpan<char> user = default, password = default;
        var hasUser = false;
        if (rest.IndexOf('@') is var mark and >= 0)
        {
            hasUser = true;
            user = rest[..mark];
            rest = rest[(mark + 1)..];
            if (user.IndexOf(':') is var colon and >= 0)
            {
                password = user[(colon + 1)..];
                user = user[..colon];
            }
        }

        var endOfHost = rest.IndexOfAny(';', '?');
        var hostPort = endOfHost < 0 ? rest : rest[..endOfHost];
        var tail = endOfHost < 0 ? default : rest[endOfHost..];
        var question = tail.IndexOf('?');
        if ((hasUser && user.IsEmpty)
            || user.ContainsAnyExcept(UserCharacters)
            || password.ContainsAnyExcept(PasswordCharacters)
            || tail.ContainsAnyExcept(TailCharacters)
            || !TryReadHostPort(hostPort, out var host, out var port))
        {
            return false;
        }

        uri = new SipUri(text, scheme)
        {
            User = hasUser ? user.ToString() : null,
            Host = host,
            Port = port,
            Parameters = (question < 0 ? tail : tail[..question]).ToString(),
            Headers = question < 0 ? "" : tail[(question + 1)..].ToString(),
        };
        return true;
    }

    /// <summary><c>host [ ":" port ]</c>, without white space.</summary>
    internal static bool TryReadHostPort(ReadOnlySpan<char> text, out string host, out int? port)
    {
        var afterBracket = text.IndexOf(']') + 1;
        var colon = text[afterBracket..].IndexOf(':');
        var name = colon < 0 ? text : text[..(afterBracket + colon)];
        (host, port) = (name.ToString(), null);
        if (colon >= 0)
        {
            if (!SipGrammar.TryReadNumber(text[(afterBracket + colon + 1)..], ushort.MaxValue, out var number) || number == 0)
            {
                return false;
            }

            port = (int)number;
        }

        return SipGrammar.IsHost(name);
    }

    private static bool HasWholeEscapes(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('%') is var at and >= 0)
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return false;
            }

            text = text[(at + 3)..];
        }

        return true;
    }
}
