namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// One value of User-to-User: <c>uui-data *( SEMI uui-param )</c> (RFC 7433 section 4.1), in the encoding <c>hex</c>, the only one there is.
/// Every hop can read it, and many cut it: it is for an opaque token, not for what a caller said. Prints no part of itself.
/// </summary>
public sealed record UserToUser
{
    /// <summary>What ISDN carries (RFC 7434), and with it most networks: a writer that shall pass everywhere keeps to it.</summary>
    public const int SafeOctets = 128;

    /// <summary>The octets themselves; the ISDN package's first one is its protocol discriminator (RFC 7434 section 7).</summary>
    public required ReadOnlyMemory<byte> Octets { get; init; }

    /// <summary>The package, a token such as <c>isdn-uui</c>; null for none, which stands for that one.</summary>
    public string? Purpose { get; init; }

    /// <summary>The kind of content, a token defined by the package; null for its default.</summary>
    public string? Content { get; init; }

    /// <param name="text">One value, as <see cref="SipHeaders.GetValues"/> gives it.</param>
    /// <returns>False for another encoding, and for octets that are not written as pairs of hexadecimal digits.</returns>
    public static bool TryParse(string text, out UserToUser value)
    {
        value = null!;
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var digits = (end < 0 ? text : text[..end]).Trim(' ', '\t').Trim('"');
        if (digits.Length == 0
            || digits.Length % 2 != 0
            || digits.Any(digit => !char.IsAsciiHexDigit(digit))
            || !SipParameters.TryParse(end < 0 ? "" : text[end..], out var parameters)
            || !(parameters["encoding"] ?? "hex").Equals("hex", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        value = new UserToUser { Octets = Convert.FromHexString(digits), Purpose = parameters["purpose"], Content = parameters["content"] };
        return true;
    }

    /// <summary>As written into the header field, or, escaped by <see cref="SipUri.WithHeaders"/>, into a Refer-To.</summary>
    public string Format() =>
        $"{Convert.ToHexStringLower(Octets.Span)}{(Purpose is null ? "" : $";purpose={Purpose}")}{(Content is null ? "" : $";content={Content}")};encoding=hex";

    public override string ToString() => "[UserToUser withheld]";
}
