using System.Text;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>The body that a NOTIFY of a REFER carries, <c>message/sipfrag</c> (RFC 3420): here a status line, and whatever follows it is not looked at.</summary>
internal static class SipFragment
{
    public const string ContentType = "message/sipfrag;version=2.0";

    private const int StatusAt = 8;
    private const int StatusDigits = 3;

    /// <param name="status">100 to 699, when the result is true.</param>
    public static bool TryReadStatus(ReadOnlySpan<byte> body, out int status)
    {
        status = 0;
        body = body.TrimStart("\r\n"u8);
        if (body.Length < StatusAt + StatusDigits
            || !Ascii.EqualsIgnoreCase(body[..StatusAt], "SIP/2.0 "u8)
            || (body.Length > StatusAt + StatusDigits && body[StatusAt + StatusDigits] is not ((byte)' ' or (byte)'\r' or (byte)'\n'))
            || !SipGrammar.TryReadNumber(Encoding.Latin1.GetString(body.Slice(StatusAt, StatusDigits)), 699, out var number))
        {
            return false;
        }

        status = (int)number;
        return status >= 100;
    }

    public static byte[] Write(int status) => Encoding.ASCII.GetBytes($"SIP/2.0 {status} {SipReasonPhrases.For(status)}\r\n");
}
