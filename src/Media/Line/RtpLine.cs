using System.Net;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Rtp.Rtcp;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Rtp.TelephoneEvents;

namespace CompliantVoiceProxy.Media.Line;

/// <summary>
/// The caller's end of the line: packets in, frames of 20 ms out, and back. The sockets' loops put packets in; the session's loop takes frames out. One
/// short lock lies between them.
/// </summary>
internal sealed class RtpLine : IVoiceLine
{
    private const int LongestPacket = 1_920; // samples: 240 ms at 8 kHz, more than any peer sends

    /// <summary>Below this there is no speech, and the jitter buffer may leave a frame out or put one in unheard.</summary>
    private const double QuietDbov = -50;

    /// <summary>A key's tone may be heard a little before the event begins and after it ends.</summary>
    private static readonly MediaTime EventGuard = MediaTime.FromMilliseconds(60);

    private readonly Lock _lock = new();
    private readonly RtpSocket _socket;
    private readonly AudioAgreement _agreement;
    private readonly IAudioDecoder _decoder;
    private readonly IAudioEncoder _encoder;
    private readonly TimeProvider _time;
    private readonly TimeSpan _deadAfter;
    private readonly RtpReceiver _receiver;
    private readonly RtpSender _sender = RtpSender.CreateRandom();
    private readonly JitterBuffer _jitter;
    private readonly LossConcealment _concealment;
    private readonly TelephoneEventReceiver _events = new();
    private readonly Queue<KeyPress> _pressed = new();
    private readonly Queue<MediaInterval> _lost = new();
    private readonly RtcpSession _reports;
    private readonly short[] _decoded = new short[2 * LongestPacket];
    private readonly byte[] _datagram = new byte[2_048];
    private readonly byte[] _payload = new byte[LongestPacket];
    private int _decodedCount;
    private bool _isQuiet = true;
    private long _samplesRead;
    private TimeSpan _startedAt;

    /// <param name="deadAfter">Silence on the wire of this length means that the caller is gone.</param>
    public RtpLine(RtpSocket socket, AudioAgreement agreement, TimeProvider time, TimeSpan deadAfter)
    {
        (_socket, _agreement, _time, _deadAfter) = (socket, agreement, time, deadAfter);
        var codec = agreement.Format.IsSameEncoding(PayloadFormat.Pcma) ? G711Codec.Pcma : G711Codec.Pcmu;
        (_decoder, _encoder) = (codec, codec);
        _receiver = new RtpReceiver(agreement.ToReceiverOptions());
        _jitter = new JitterBuffer(new JitterBufferOptions { ClockRate = agreement.Format.ClockRate });
        _concealment = new LossConcealment(codec.SampleRate);
        _startedAt = socket.Now;
        _reports = new RtcpSession(_sender, _receiver, socket.Now, new Random((int)_sender.Ssrc));
    }

    public int SampleRate => _decoder.SampleRate;

    public override string ToString() => $"RTP {_agreement.Format.Name}/{_agreement.Format.ClockRate}";

    /// <inheritdoc/>
    public void Start()
    {
        _startedAt = _socket.Now;
        _socket.Start(OnRtp, OnRtcp);
    }

    /// <inheritdoc/>
    public bool IsDead(TimeSpan now)
    {
        lock (_lock)
        {
            return now - (_receiver.HeardAt ?? _startedAt) > _deadAfter;
        }
    }

    /// <inheritdoc/>
    public void ReadFrame(TimeSpan now, Span<short> frame)
    {
        lock (_lock)
        {
            while (_decodedCount < frame.Length)
            {
                DecodeNext(now);
            }

            _decoded.AsSpan(0, frame.Length).CopyTo(frame);
            _decodedCount -= frame.Length;
            _decoded.AsSpan(frame.Length, _decodedCount).CopyTo(_decoded);
            _samplesRead += frame.Length;
            _isQuiet = AudioLevel.RmsDbov(frame) < QuietDbov;
            _events.Advance(now); // one whose end packets were lost is over, so that the next is a new one
        }
    }

    /// <inheritdoc/>
    public bool TryReadTelephoneEvent(out KeyPress pressed)
    {
        lock (_lock)
        {
            return _pressed.TryDequeue(out pressed);
        }
    }

    /// <inheritdoc/>
    public bool TryReadLoss(out MediaInterval lost)
    {
        lock (_lock)
        {
            return _lost.TryDequeue(out lost);
        }
    }

    /// <summary>Sends a frame to the caller, unless the caller does not listen, and the report that is due.</summary>
    public void WriteFrame(TimeSpan now, ReadOnlySpan<short> frame)
    {
        var bytes = _encoder.Encode(frame, _payload);
        lock (_lock)
        {
            if (_agreement.IsOnHold || _receiver.Remote is not { } remote)
            {
                _sender.Skip((uint)frame.Length);
            }
            else
            {
                var length = _sender.Write(_agreement.Format.PayloadType, _payload.AsSpan(0, bytes), (uint)frame.Length, _datagram);
                _socket.TrySendRtp(_datagram.AsSpan(0, length), remote);
            }

            if (now >= _reports.NextDeadline)
            {
                SendReport(now, isLast: false);
            }
        }
    }

    /// <summary>Says goodbye, closes the sockets and gives the ports back to drain.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            SendReport(_socket.Now, isLast: true);
        }

        await _socket.DisposeAsync();
    }

    private void OnRtp(Span<byte> datagram, SocketAddress from, TimeSpan now)
    {
        lock (_lock)
        {
            if (!_receiver.TryReceive(datagram, from, now, out var packet, out _))
            {
                return;
            }

            if (packet.Header.PayloadType == _agreement.ReceivedEventPayloadType)
            {
                OnTelephoneEvent(packet, now);
            }
            else
            {
                _jitter.Put(packet, packet.Payload.Length, now); // G.711: a byte is a sample
            }
        }
    }

    private void OnRtcp(Span<byte> datagram, SocketAddress from, TimeSpan now)
    {
        lock (_lock)
        {
            _reports.TryReceive(datagram, now, _time.GetUtcNow(), out _);
        }
    }

    private void OnTelephoneEvent(in RtpPacketView packet, TimeSpan now)
    {
        _jitter.PutOther(packet.Header);
        if (TelephoneEventPayload.TryParse(packet.Payload, out var payload)
            && _events.Receive(packet.Header.Timestamp, payload, now) is { } pressed)
        {
            // How far the event is ahead of what the jitter buffer plays next is how far it is ahead of what has been decoded.
            var ahead = _jitter.Position(now) is { } position ? (int)(pressed.Start - position) : 0;
            var start = MediaTime.FromSamples(_samplesRead + _decodedCount + ahead, SampleRate);
            var end = start + MediaTime.FromSamples(pressed.Duration, SampleRate);
            _pressed.Enqueue(new KeyPress(TelephoneEventPayload.ToKey(pressed.Code), new MediaInterval(start, end).Pad(EventGuard, EventGuard), pressed.IsNew));
        }
    }

    private void DecodeNext(TimeSpan now)
    {
        var next = _jitter.Take(now, _isQuiet);
        var room = _decoded.AsSpan(_decodedCount);
        int count;
        switch (next.Kind)
        {
            case JitterFrameKind.Packet:
                count = _decoder.Decode(next.Payload[..Math.Min(next.Payload.Length, LongestPacket)], room);
                _concealment.Receive(room[..count]);
                break;
            case JitterFrameKind.Lost:
                count = Math.Min(next.Duration, LongestPacket);
                _concealment.Conceal(room[..count]);
                var start = MediaTime.FromSamples(_samplesRead + _decodedCount, SampleRate);
                _lost.Enqueue(new MediaInterval(start, start + MediaTime.FromSamples(count, SampleRate)));
                break;
            default:
                count = Math.Min(next.Duration, LongestPacket);
                room[..count].Clear();
                break;
        }

        _decodedCount += count;
    }

    private void SendReport(TimeSpan now, bool isLast)
    {
        var length = _reports.WriteReport(now, _time.GetUtcNow(), _datagram, isLast);
        if (_agreement.RemoteControl is { } remote)
        {
            _socket.TrySendRtcp(_datagram.AsSpan(0, length), remote.Serialize());
        }
    }
}
