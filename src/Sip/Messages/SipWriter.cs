using System.Text;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>Writes a message as octets. Content-Length is the writer's own: it always stands last and always fits.</summary>
public static class SipWriter
{
    public static byte[] Write(SipMessage message)
    {
        var text = new StringBuilder(512);
        text.Append(message switch
        {
            SipRequest request => $"{request.Method} {request.RequestUri.Text} SIP/2.0\r\n",
            SipResponse response => $"SIP/2.0 {response.Status} {response.ReasonPhrase}\r\n",
            _ => throw new ArgumentException("Neither request nor response.", nameof(message)),
        });
        foreach (var line in message.Headers)
        {
            if (!line.Name.Equals(SipHeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
            {
                text.Append(line.Name).Append(": ").Append(line.Value).Append("\r\n");
            }
        }

        text.Append(SipHeaderNames.ContentLength).Append(": ").Append(message.Body.Length).Append("\r\n\r\n");

        var octets = new byte[text.Length + message.Body.Length];
        Encoding.Latin1.GetBytes(text.ToString(), octets);
        message.Body.Span.CopyTo(octets.AsSpan(text.Length));
        return octets;
    }
}
