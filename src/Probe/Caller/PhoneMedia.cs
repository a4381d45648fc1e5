using System.Net;
using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Rtp.Rtcp;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Rtp.TelephoneEvents;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>
/// The sound of one call: plays on the media clock, sends silence when there is nothing to play, records what comes. Three loops meet here (ticks, RTP, RTCP);
/// one lock holds the state, and nothing is awaited or called back under it.
/// </summary>
internal sealed class PhoneMedia : IAsyncDisposable
{
    private const int SampleRate = 8_000;
    private const int Tick = 160; // samples and timestamp units
    private const int LargestDatagram = 512;
    private static readonly TimeSpan TickTime = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly RtpSocket _socket;
    private readonly TimeProvider _time;
    private readonly SipPhoneOptions _options;
    private readonly TimeSpan _placedAt;
    private readonly ChannelWriter<PhoneEvent> _events;
    private readonly ChannelWriter<HeardSpeech> _speech;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RtpSender _sender = RtpSender.CreateRandom();
    private readonly SoundQueue _sounds = new();
    private readonly CallRecording _recording = new(SampleRate);
    private readonly SpeechMeter _meter;
    private readonly short[] _frame = new short[Tick];
    private readonly short[] _heard = new short[LargestDatagram * 4];
    private readonly byte[] _payload = new byte[Tick];
    private readonly byte[] _datagram = new byte[LargestDatagram];
    private Running? _running;
    private Task _ticking = Task.CompletedTask;
    private bool _isClosed;

    public PhoneMedia(
        RtpSocket socket, TimeProvider time, SipPhoneOptions options, ChannelWriter<PhoneEvent> events, ChannelWriter<HeardSpeech> speech)
    {
        (_socket, _time, _options, _events, _speech) = (socket, time, options, events, speech);
        _placedAt = socket.Now;
        _meter = new SpeechMeter(options.SpeechLevelDbov, options.SpeechEndsAfter);
        socket.Start(OnRtp, OnRtcp);
    }

    /// <summary>Since the call was placed.</summary>
    public TimeSpan Elapsed => _socket.Now - _placedAt;

    /// <summary>What our side of the session description says.</summary>
    public LocalAudio Describe(PhoneCallOptions options) => new() { Address = _options.Address, Port = _socket.Ports.Rtp, Formats = options.Formats };

    /// <summary>The session has been agreed on, first or anew.</summary>
    public void Agree(AudioAgreement agreement)
    {
        lock (_lock)
        {
            if (_running is null)
            {
                var receiver = new RtpReceiver(agreement.ToReceiverOptions());
                var rtcp = new RtcpSession(_sender, receiver, _socket.Now, new Random(_socket.Ports.Rtp));
                _running = new Running(_socket.Now, receiver, rtcp) { Agreement = agreement };
                _ticking = TickAsync(_stopping.Token);
            }
            else
            {
                _running.Agreement = agreement;
                _running.Receiver.Renegotiate(agreement.ToReceiverOptions());
            }
        }
    }

    /// <inheritdoc cref="PhoneCall.PlayAsync"/>
    public Task<PlayedSound> Play(WavFile sound)
    {
        var samples = sound.SampleRate == SampleRate ? sound.Samples : Resampler.Convert(sound.Samples.Span, sound.SampleRate, SampleRate);
        lock (_lock)
        {
            return _sounds.Add(samples);
        }
    }

    public void StopPlaying()
    {
        lock (_lock)
        {
            _sounds.Clear();
        }
    }

    /// <inheritdoc cref="PhoneCall.TryPress"/>
    public bool TryPress(ReadOnlySpan<char> keys, TimeSpan duration)
    {
        var codes = new List<Sensitive<byte>>();
        foreach (var key in keys)
        {
            if (!TelephoneEventPayload.TryGetCode(key, out var code))
            {
                return false;
            }

            codes.Add(code);
        }

        lock (_lock)
        {
            if (_running?.Agreement.Events is not { } format)
            {
                return false;
            }

            _running.Keys ??= new TelephoneEventSender(_sender, format.PayloadType, Tick);
            codes.ForEach(code => _running.Keys.Press(code, Math.Max(1, (int)(duration / TickTime))));
            return true;
        }
    }

    public WavFile Recording()
    {
        lock (_lock)
        {
            return _recording.ToWav();
        }
    }

    public CallFigures Figures()
    {
        lock (_lock)
        {
            var statistics = _running?.Receiver.Statistics;
            return new CallFigures
            {
                PacketsSent = _sender.PacketCount,
                PacketsHeard = statistics?.Received ?? 0,
                PacketsLost = statistics?.Lost ?? 0,
                Jitter = TimeSpan.FromSeconds((statistics?.Jitter ?? 0) / SampleRate),
                RoundTrip = _running?.Rtcp.RoundTrip,
            };
        }
    }

    /// <summary>Says goodbye, stops, and gives the ports back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await _ticking;
        SendReport(isLast: true);
        StopPlaying();
        await _socket.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PlayoutTimer(_time, TickTime);
        try
        {
            for (; ; )
            {
                for (var due = await timer.WaitAsync(cancellationToken); due > 0; due--)
                {
                    SendFrame();
                }

                SendReport(isLast: false);
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }

    private void SendFrame()
    {
        int length;
        SocketAddress? remote;
        HeardSpeech? ended;
        lock (_lock)
        {
            length = WriteFrame(_running!.Agreement, _running.Keys);
            remote = _running.Receiver.Remote;
            ended = _meter.Advance(Elapsed);
        }

        if (length > 0 && remote is not null)
        {
            _socket.TrySendRtp(_datagram.AsSpan(0, length), remote);
        }

        if (ended is { } speech)
        {
            _events.TryWrite(new FarSpeechEnded(Elapsed, speech));
            _speech.TryWrite(speech);
        }
    }

    /// <summary>A key takes the place of the sound, which goes on beneath it, as on a telephone.</summary>
    private int WriteFrame(AudioAgreement agreement, TelephoneEventSender? keys)
    {
        _sounds.Take(_frame, Elapsed, TickTime);
        if (keys is { IsBusy: true })
        {
            return keys.WriteNext(_datagram);
        }

        if (agreement.IsOnHold)
        {
            _sender.Skip(Tick);
            return 0;
        }

        CodecOf(agreement).Encode(_frame, _payload);
        return _sender.Write(agreement.Format.PayloadType, _payload, Tick, _datagram);
    }

    private void SendReport(bool isLast)
    {
        Span<byte> report = stackalloc byte[LargestDatagram];
        int length;
        IPEndPoint? remote;
        lock (_lock)
        {
            if (_running is null || (!isLast && _socket.Now < _running.Rtcp.NextDeadline))
            {
                return;
            }

            length = _running.Rtcp.WriteReport(_socket.Now, _time.GetUtcNow(), report, isLast);
            remote = _running.Agreement.RemoteControl;
        }

        if (remote is not null)
        {
            _socket.TrySendRtcp(report[..length], remote.Serialize());
        }
    }

    private void OnRtp(Span<byte> datagram, SocketAddress from, TimeSpan now)
    {
        TimeSpan? began = null;
        Sensitive<char>? key = null;
        var isFirst = false;
        lock (_lock)
        {
            if (_running is null || !_running.Receiver.TryReceive(datagram, from, now, out var packet, out _))
            {
                return;
            }

            if (packet.Header.PayloadType == _running.Agreement.ReceivedPayloadType)
            {
                isFirst = !_running.HasHeard;
                _running.HasHeard = true;
                began = Hear(_running, packet, now);
            }
            else if (TelephoneEventPayload.TryParse(packet.Payload, out var payload)
                && _running.HeardKeys.Receive(packet.Header.Timestamp, payload, now) is { IsNew: true } pressed)
            {
                key = TelephoneEventPayload.ToKey(pressed.Code);
            }
        }

        if (isFirst)
        {
            _events.TryWrite(new AudioHeard(now - _placedAt));
        }

        if (began is { } start)
        {
            _events.TryWrite(new FarSpeechStarted(start));
        }

        if (key is { } known)
        {
            _events.TryWrite(new KeyHeard(now - _placedAt, known));
        }
    }

    private TimeSpan? Hear(Running running, in RtpPacketView packet, TimeSpan now)
    {
        var samples = _heard.AsSpan(0, CodecOf(running.Agreement).Decode(packet.Payload, _heard));
        _recording.Add(packet.Header.Timestamp, samples, now - running.AnsweredAt);
        return _meter.Hear(AudioLevel.RmsDbov(samples), now - _placedAt, TimeSpan.FromSeconds((double)samples.Length / SampleRate));
    }

    private void OnRtcp(Span<byte> datagram, SocketAddress from, TimeSpan now)
    {
        lock (_lock)
        {
            _running?.Rtcp.TryReceive(datagram, now, _time.GetUtcNow(), out _);
        }
    }

    private static G711Codec CodecOf(AudioAgreement agreement) => agreement.Format.IsSameEncoding(PayloadFormat.Pcma) ? G711Codec.Pcma : G711Codec.Pcmu;

    /// <summary>What there is once the call has been answered.</summary>
    private sealed class Running(TimeSpan answeredAt, RtpReceiver receiver, RtcpSession rtcp)
    {
        public TimeSpan AnsweredAt { get; } = answeredAt;

        public RtpReceiver Receiver { get; } = receiver;

        public RtcpSession Rtcp { get; } = rtcp;

        public required AudioAgreement Agreement { get; set; }

        public TelephoneEventReceiver HeardKeys { get; } = new();

        public TelephoneEventSender? Keys { get; set; }

        public bool HasHeard { get; set; }
    }
}
