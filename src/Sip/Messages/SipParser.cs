using System.Text;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// Reads one message from one datagram (RFC 3261 sections 7, 18.3 and 25). Never throws; what follows the body is ignored.
/// </summary>
/// <remarks>
/// Strict where two readers could differ: lines end in CRLF alone, the start line has single spaces, a header field that stands once stands once.
/// Header fields that nothing here acts upon are kept unread.
/// </remarks>
public sealed class SipParser(SipLimits limits)
{
    private static readonly string[] Single =
    [
        SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq, SipHeaderNames.MaxForwards,
        SipHeaderNames.ContentLength, SipHeaderNames.ContentType,
    ];

    /// <param name="datagram">One datagram, whole.</param>
    /// <param name="message">The message, when the result is true.</param>
    /// <param name="error">Why not, when the result is false.</param>
    public bool TryParse(ReadOnlySpan<byte> datagram, out SipMessage message, out SipParseError error)
    {
        (message, error) = (null!, null!);
        var text = datagram.TrimStart("\r\n"u8);
        if (text.IsEmpty)
        {
            error = new SipParseError(SipParseReason.KeepAlive, 400, null);
            return false;
        }

        var endOfHeaders = text.IndexOf("\r\n\r\n"u8);
        if (endOfHeaders < 0)
        {
            error = new SipParseError(SipParseReason.Incomplete, 400, null);
            return false;
        }

        var head = Encoding.Latin1.GetString(text[..endOfHeaders]);
        var endOfLine = head.IndexOf("\r\n", StringComparison.Ordinal);
        var startLine = endOfLine < 0 ? head : head[..endOfLine];
        var headers = new SipHeaders();
        var body = text[(endOfHeaders + 4)..];

        var fault = datagram.Length > limits.MessageBytes ? SipParseReason.MessageTooLarge : (SipParseReason?)null;
        fault ??= ReadHeaders(endOfLine < 0 ? "" : head[(endOfLine + 2)..], headers);
        fault = ReadStartLine(startLine, out var start) ?? fault ?? CheckHeaders(headers) ?? ReadBody(ref body, headers);
        fault ??= Unless(start.Method is null || IsOfMethod(headers, start.Method), SipParseReason.MethodMismatch);
        if (fault is { } reason)
        {
            error = new SipParseError(reason, StatusFor(reason), Answerable(startLine, headers));
            return false;
        }

        message = start.Method is not null
            ? new SipRequest(start.Method, start.Uri!, headers, body.ToArray())
            : new SipResponse(start.Status, start.Phrase!, headers, body.ToArray());
        return true;
    }

    private static SipParseReason? ReadStartLine(string line, out (string? Method, SipUri? Uri, int Status, string? Phrase) start)
    {
        start = default;
        if (IsStatusLine(line))
        {
            // SIP-Version SP 3DIGIT SP Reason-Phrase; a missing space before an empty phrase is forgiven.
            if (line.Length < 11 || !SipGrammar.TryReadNumber(line.AsSpan(8, 3), 699, out var status) || status < 100 || (line.Length > 11 && line[11] != ' '))
            {
                return SipParseReason.BadStartLine;
            }

            start = (null, null, (int)status, line.Length > 12 ? line[12..] : "");
            return line.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase) ? null : SipParseReason.BadVersion;
        }

        var parts = line.Split(' ');
        if (parts.Length != 3 || !SipGrammar.IsToken(parts[0]) || !parts[2].StartsWith("SIP/", StringComparison.OrdinalIgnoreCase))
        {
            return SipParseReason.BadStartLine;
        }

        if (!parts[2].Equals("SIP/2.0", StringComparison.OrdinalIgnoreCase))
        {
            return SipParseReason.BadVersion;
        }

        // A Request-URI has no headers part (section 19.1.1, table 1).
        if (!SipUri.TryParse(parts[1], out var uri) || uri.Headers.Length > 0)
        {
            return SipParseReason.BadRequestUri;
        }

        start = (parts[0], uri, 0, null);
        return null;
    }

    private static bool IsStatusLine(string line) => line.StartsWith("SIP/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Unfolds and splits the lines. Goes on after a bad one, so that the sender can be told.</summary>
    private SipParseReason? ReadHeaders(string text, SipHeaders headers)
    {
        SipParseReason? fault = null;
        foreach (var line in Unfold(text))
        {
            if (headers.Count == limits.HeaderLines)
            {
                return SipParseReason.TooManyHeaders;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon].TrimEnd(' ', '\t');
            if (line.Length > limits.HeaderBytes)
            {
                fault ??= SipParseReason.HeaderTooLong;
            }
            else if (!SipGrammar.IsToken(name) || line.AsSpan().ContainsAny('\r', '\n'))
            {
                fault ??= SipParseReason.BadHeaderLine;
            }
            else
            {
                headers.Add(name, line[(colon + 1)..].Trim(' ', '\t'));
            }
        }

        return fault;
    }

    /// <summary>A line that begins with white space goes on with the one before it, joined by one space (section 7.3.1).</summary>
    private static IEnumerable<string> Unfold(string text)
    {
        var folded = new StringBuilder();
        foreach (var line in text.Split("\r\n"))
        {
            if (line is [' ' or '\t', ..] && folded.Length > 0)
            {
                folded.Append(' ').Append(line.AsSpan().Trim(" \t"));
                continue;
            }

            if (folded.Length > 0)
            {
                yield return folded.ToString();
            }

            folded.Clear().Append(line);
        }

        if (folded.Length > 0)
        {
            yield return folded.ToString();
        }
    }

    private static SipParseReason? CheckHeaders(SipHeaders headers)
    {
        foreach (var name in Single)
        {
            if (headers.GetLines(name).Count > 1)
            {
                return SipParseReason.RepeatedHeader;
            }
        }

        return Unless(AreVias(headers), SipParseReason.BadVia)
            ?? Unless(NameAddress.TryParse(headers.Get(SipHeaderNames.From) ?? "", out _), SipParseReason.BadFrom)
            ?? Unless(NameAddress.TryParse(headers.Get(SipHeaderNames.To) ?? "", out _), SipParseReason.BadTo)
            ?? Unless(SipGrammar.IsCallId(headers.Get(SipHeaderNames.CallId)), SipParseReason.BadCallId)
            ?? Unless(CSeq.TryParse(headers.Get(SipHeaderNames.CSeq) ?? "", out _), SipParseReason.BadCSeq)
            ?? Unless(SipGrammar.TryReadNumber(headers.Get(SipHeaderNames.MaxForwards) ?? "70", byte.MaxValue, out _), SipParseReason.BadMaxForwards)
            ?? Unless(AreAddresses(headers, SipHeaderNames.Contact, isStarFine: true), SipParseReason.BadContact)
            ?? Unless(AreAddresses(headers, SipHeaderNames.Route) && AreAddresses(headers, SipHeaderNames.RecordRoute), SipParseReason.BadRoute);
    }

    private static SipParseReason? Unless(bool isGood, SipParseReason reason) => isGood ? null : reason;

    private static bool AreVias(SipHeaders headers)
    {
        var vias = new List<string>();
        foreach (var line in headers.GetLines(SipHeaderNames.Via))
        {
            SipGrammar.TrySplit(line, ',', vias);
        }

        return vias.Count > 0 && vias.TrueForAll(value => Via.TryParse(value, out _));
    }

    private static bool IsOfMethod(SipHeaders headers, string method) =>
        CSeq.TryParse(headers.Get(SipHeaderNames.CSeq) ?? "", out var cseq) && cseq.Method == method;

    private static bool AreAddresses(SipHeaders headers, string name, bool isStarFine = false)
    {
        var values = new List<string>();
        return headers.GetLines(name).All(line => SipGrammar.TrySplit(line, ',', values))
            && values.TrueForAll(value => (isStarFine && value == "*") || NameAddress.TryParse(value, out _));
    }

    /// <summary>Without Content-Length the body goes to the datagram's end; with it, what lies beyond is discarded (section 18.3).</summary>
    private static SipParseReason? ReadBody(ref ReadOnlySpan<byte> body, SipHeaders headers)
    {
        if (headers.Get(SipHeaderNames.ContentLength) is not { } text)
        {
            return null;
        }

        if (!SipGrammar.TryReadNumber(text, int.MaxValue, out var length))
        {
            return SipParseReason.BadContentLength;
        }

        if (length > body.Length)
        {
            return SipParseReason.BodyTooShort;
        }

        body = body[..(int)length];
        return null;
    }

    private static SipHeaders? Answerable(string startLine, SipHeaders headers)
    {
        var isAnswerable = !IsStatusLine(startLine)
            && !startLine.StartsWith("ACK ", StringComparison.Ordinal)
            && headers.GetValues(SipHeaderNames.Via) is [var top, ..] && Via.TryParse(top, isLenient: true, out _)
            && headers.Get(SipHeaderNames.From) is { Length: > 0 }
            && headers.Get(SipHeaderNames.To) is { Length: > 0 }
            && headers.Get(SipHeaderNames.CallId) is { Length: > 0 }
            && headers.Get(SipHeaderNames.CSeq) is { Length: > 0 } cseq && !cseq.EndsWith("ACK", StringComparison.Ordinal);
        return isAnswerable ? headers : null;
    }

    private static int StatusFor(SipParseReason reason) => reason switch
    {
        SipParseReason.BadVersion => 505,
        SipParseReason.MessageTooLarge or SipParseReason.TooManyHeaders or SipParseReason.HeaderTooLong => 513,
        _ => 400,
    };
}
