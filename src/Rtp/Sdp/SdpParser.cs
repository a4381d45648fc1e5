using System.Collections.Immutable;

namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Reads a session description (RFC 8866, section 9), written by a peer. Lines may end in CRLF or LF; a missing <c>s=</c> or <c>t=</c> is forgiven.</summary>
public static class SdpParser
{
    private const int LongestText = 16_384;
    private const int MostLines = 512;
    private const int MostMedia = 32;
    private const int MostFormats = 64;

    public static bool TryParse(ReadOnlySpan<char> text, out SdpSession? session, out SdpRejectReason reason)
    {
        session = null;
        if (text.Length > LongestText || text.Count('\n') > MostLines)
        {
            reason = SdpRejectReason.TooLong;
            return false;
        }

        var reading = new Reading();
        reason = SdpRejectReason.None;
        foreach (var rawLine in text.EnumerateLines())
        {
            var line = rawLine.TrimEnd(' ');
            if (!line.IsEmpty && reason is SdpRejectReason.None)
            {
                reason = line.Length < 2 || !char.IsAsciiLetterLower(line[0]) || line[1] != '=' ? SdpRejectReason.MalformedLine : reading.Take(line[0], line[2..]);
            }
        }

        if (reason is SdpRejectReason.None)
        {
            reason = reading.Finish(out session);
        }

        return session is not null;
    }

    /// <summary>What has been read so far; lines after an <c>m=</c> line belong to it.</summary>
    private sealed class Reading
    {
        private readonly ImmutableArray<SdpMedia>.Builder _media = ImmutableArray.CreateBuilder<SdpMedia>();
        private readonly ImmutableArray<SdpAttribute>.Builder _attributes = ImmutableArray.CreateBuilder<SdpAttribute>();
        private bool _hasVersion;
        private SdpOrigin? _origin;
        private SdpConnection? _sessionConnection;
        private ImmutableArray<SdpAttribute> _sessionAttributes = [];
        private SdpMedia? _current;

        public SdpRejectReason Take(char type, ReadOnlySpan<char> value)
        {
            if (!_hasVersion)
            {
                _hasVersion = type == 'v' && value is "0";
                return _hasVersion ? SdpRejectReason.None : SdpRejectReason.WrongVersion;
            }

            return type switch
            {
                'o' => TakeOrigin(value),
                'c' => TakeConnection(value),
                'a' => TakeAttribute(value),
                'm' => TakeMedia(value),
                _ => SdpRejectReason.None,
            };
        }

        public SdpRejectReason Finish(out SdpSession? session)
        {
            EndMedia();
            session = _origin is null ? null : new SdpSession
            {
                Origin = _origin,
                Connection = _sessionConnection,
                Attributes = _sessionAttributes,
                Media = _media.ToImmutable(),
            };
            return session is not null ? SdpRejectReason.None
                : _hasVersion ? SdpRejectReason.BadOrigin
                : SdpRejectReason.WrongVersion;
        }

        private SdpRejectReason TakeOrigin(ReadOnlySpan<char> value)
        {
            Span<Range> fields = stackalloc Range[7];
            if (_origin is not null
                || value.Split(fields, ' ') != 6
                || value[fields[3]] is not "IN"
                || value[fields[1]].IsEmpty || value[fields[1]].ContainsAnyExceptInRange('0', '9')
                || value[fields[2]].IsEmpty || value[fields[2]].ContainsAnyExceptInRange('0', '9'))
            {
                return SdpRejectReason.BadOrigin;
            }

            _origin = new SdpOrigin(
                value[fields[0]].ToString(), value[fields[1]].ToString(), value[fields[2]].ToString(), value[fields[4]].ToString(), value[fields[5]].ToString());
            return SdpRejectReason.None;
        }

        private SdpRejectReason TakeConnection(ReadOnlySpan<char> value)
        {
            if (!SdpConnection.TryParse(value, out var connection))
            {
                return SdpRejectReason.BadConnection;
            }

            if (_current is null)
            {
                _sessionConnection ??= connection;
            }
            else if (_current.Connection is null)
            {
                _current = _current with { Connection = connection };
            }

            return SdpRejectReason.None;
        }

        private SdpRejectReason TakeAttribute(ReadOnlySpan<char> value)
        {
            var colon = value.IndexOf(':');
            _attributes.Add(colon < 0 ? new(value.ToString()) : new(value[..colon].ToString(), value[(colon + 1)..].ToString()));
            return SdpRejectReason.None;
        }

        private SdpRejectReason TakeMedia(ReadOnlySpan<char> value)
        {
            EndMedia();
            if (_media.Count == MostMedia)
            {
                return SdpRejectReason.TooManyMedia;
            }

            Span<Range> fields = stackalloc Range[3 + MostFormats + 1];
            var count = value.Split(fields, ' ', StringSplitOptions.RemoveEmptyEntries);
            if (count < 4 || count > 3 + MostFormats)
            {
                return SdpRejectReason.BadMedia;
            }

            var port = value[fields[1]];
            var slash = port.IndexOf('/'); // PORT/NUMBER-OF-PORTS
            if (!ushort.TryParse(slash < 0 ? port : port[..slash], System.Globalization.NumberStyles.None, null, out var number))
            {
                return SdpRejectReason.BadMedia;
            }

            var formats = ImmutableArray.CreateBuilder<string>(count - 3);
            foreach (var format in fields[3..count])
            {
                formats.Add(value[format].ToString());
            }

            _current = new SdpMedia
            {
                Kind = value[fields[0]].ToString(),
                Port = number,
                Protocol = value[fields[2]].ToString(),
                Formats = formats.MoveToImmutable(),
            };
            return SdpRejectReason.None;
        }

        private void EndMedia()
        {
            if (_current is null)
            {
                _sessionAttributes = _attributes.ToImmutable();
            }
            else
            {
                _media.Add(_current with { Attributes = _attributes.ToImmutable() });
            }

            _attributes.Clear();
            _current = null;
        }
    }
}
