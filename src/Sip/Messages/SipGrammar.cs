using System.Buffers;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>The small words of RFC 3261 section 25.1 that several headers share.</summary>
internal static class SipGrammar
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~()<>:\\\"/[]?{}@");

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary><c>callid = word [ "@" word ]</c></summary>
    public static bool IsCallId(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(WordCharacters);

    /// <summary>hostname, IPv4 address, or IPv6 address in brackets.</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        if (text is ['[', .. var inner, ']'])
        {
            return System.Net.IPAddress.TryParse(inner, out var address) && address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6;
        }

        return !text.IsEmpty && !text.ContainsAnyExcept(HostCharacters);
    }

    /// <summary>Decimal digits alone, no sign; leading zeros are allowed.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, uint most, out uint number)
    {
        number = 0;
        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9') && uint.TryParse(text, out number) && number <= most;
    }

    /// <summary>Adds the trimmed parts between separators that stand outside quoted strings and angle brackets.</summary>
    /// <returns>False when a quoted string or an angle bracket is not closed; the parts are then as far as they could be told.</returns>
    public static bool TrySplit(string text, char separator, List<string> parts)
    {
        bool isQuoted = false, isBracketed = false;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (isQuoted)
            {
                at += letter == '\\' ? 1 : 0;
                isQuoted = letter != '"';
            }
            else if (letter == '"')
            {
                isQuoted = true;
            }
            else if (letter is '<' or '>')
            {
                isBracketed = letter == '<';
            }
            else if (letter == separator && !isBracketed)
            {
                parts.Add(text[start..at].Trim(' ', '\t'));
                start = at + 1;
            }
        }

        parts.Add(text[start..].Trim(' ', '\t'));
        return !isQuoted && !isBracketed;
    }

    /// <summary>The index of the quotation mark that closes the quoted string beginning at 0, or -1.</summary>
    public static int EndOfQuotedString(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                return at;
            }
        }

        return -1;
    }
}
