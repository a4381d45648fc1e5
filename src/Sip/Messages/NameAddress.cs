namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// <c>( name-addr / addr-spec ) *( SEMI parameter )</c>: From, To, Contact, Route, Record-Route (RFC 3261 sections 20.10 and 25.1).
/// Prints no part of itself.
/// </summary>
public sealed class NameAddress(SipUri uri, SipParameters parameters, string? displayName = null)
{
    /// <summary>As written, quotation marks included; null when there is none.</summary>
    public string? DisplayName { get; } = displayName;

    public SipUri Uri { get; } = uri;

    public SipParameters Parameters { get; } = parameters;

    /// <summary>The tag of From and To (section 19.3), or null.</summary>
    public string? Tag => Parameters["tag"] is { Length: > 0 } tag ? tag : null;

    public static bool TryParse(string text, out NameAddress address)
    {
        address = null!;
        text = text.Trim(' ', '\t');
        var afterName = text is ['"', ..] ? SipGrammar.EndOfQuotedString(text) + 1 : 0;
        if (text is ['"', ..] && afterName == 0)
        {
            return false;
        }

        var open = text.IndexOf('<', afterName);
        return open < 0 ? afterName == 0 && TryParseBare(text, out address) : TryParseBracketed(text, afterName, open, out address);
    }

    /// <summary>As written into a header field, always with angle brackets.</summary>
    public string Format() => $"{(DisplayName is null ? "" : DisplayName + " ")}<{Uri.Text}>{Parameters.Format()}";

    public override string ToString() => "[NameAddress withheld]";

    private static bool TryParseBracketed(string text, int afterName, int open, out NameAddress address)
    {
        address = null!;
        var name = text[..open].Trim(' ', '\t');
        var close = text.IndexOf('>', open);
        var isNameGood = afterName > 0 ? name.Length == afterName : name.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).All(word => SipGrammar.IsToken(word));
        if (!isNameGood
            || close < 0
            || !SipUri.TryParse(text[(open + 1)..close], out var uri)
            || !SipParameters.TryParse(text[(close + 1)..].TrimStart(' ', '\t'), out var parameters))
        {
            return false;
        }

        address = new NameAddress(uri, parameters, name.Length == 0 ? null : name);
        return true;
    }

    /// <summary>Without brackets a semicolon begins the header's own parameters, and comma and question mark are not allowed (section 20).</summary>
    private static bool TryParseBare(string text, out NameAddress address)
    {
        address = null!;
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var bare = (end < 0 ? text : text[..end]).TrimEnd(' ', '\t');
        if (bare.AsSpan().ContainsAny(',', '?')
            || !SipUri.TryParse(bare, out var uri)
            || !SipParameters.TryParse(end < 0 ? "" : text[end..], out var parameters))
        {
            return false;
        }

        address = new NameAddress(uri, parameters);
        return true;
    }
}
