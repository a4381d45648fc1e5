using System.Net;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Rtp.TelephoneEvents;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>A caller's telephone: sends what it is given at the pace of speech, silence otherwise, and keeps what it hears.</summary>
internal sealed class LoopbackCaller : IAsyncDisposable
{
    private static readonly PortPool Ports = new(40_000, 44_998, new Random());
    private readonly Lock _lock = new();
    private readonly Queue<short> _toSay = new();
    private readonly List<short> _heard = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly RtpSocket _socket;
    private readonly G711Codec _codec;
    private TelephoneEventSender? _keys;
    private string _toPress = "";
    private int _framesSaid;
    private Range _lost;
    private TaskCompletionSource _said = new();
    private Task _speaking = Task.CompletedTask;

    /// <param name="format">What it speaks; PCMU unless said.</param>
    public LoopbackCaller(PayloadFormat? format = null)
    {
        if (!RtpSocket.TryOpen(IPAddress.Loopback, Ports, TimeProvider.System, out var socket))
        {
            throw new InvalidOperationException("no free ports");
        }

        _socket = socket;
        _codec = format == PayloadFormat.Pcma ? G711Codec.Pcma : G711Codec.Pcmu;
        Local = new LocalAudio { Address = IPAddress.Loopback, Port = socket.Ports.Rtp, Formats = [format ?? PayloadFormat.Pcmu, PayloadFormat.TelephoneEvents] };
    }

    public LocalAudio Local { get; }

    public IReadOnlyList<short> Heard
    {
        get
        {
            lock (_lock)
            {
                return [.. _heard];
            }
        }
    }

    public string Offer() => new OfferAnswer(1).Offer(Local).Write();

    public void Connect(string answer)
    {
        if (!SdpParser.TryParse(answer, out var session, out _) || !OfferAnswer.TryReadAnswer(session!, Local, out var agreement, out _))
        {
            throw new InvalidOperationException("the answer cannot be read");
        }

        Talk(agreement!);
    }

    /// <summary>Takes the call that the proxy places.</summary>
    /// <returns>The answer to its offer.</returns>
    public string Accept(string offer)
    {
        if (!SdpParser.TryParse(offer, out var session, out _) || !new OfferAnswer(2).TryAnswer(session!, Local, out var answer, out var agreement, out _))
        {
            throw new InvalidOperationException("the offer cannot be answered");
        }

        Talk(agreement!);
        return answer!.Write();
    }

    /// <summary>Completes when the last sample has been sent.</summary>
    /// <param name="lost">Which packets of it, of 20 ms each, never arrive.</param>
    public Task SayAsync(WavFile speech, Range lost = default)
    {
        lock (_lock)
        {
            (_framesSaid, _lost) = (0, lost);
            foreach (var sample in Resampler.Convert(speech.Samples.Span, speech.SampleRate, 8000))
            {
                _toSay.Enqueue(sample);
            }

            _said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _said.Task;
        }
    }

    /// <summary>Presses keys one after the other, 0 to 9, * and #, beside what is said.</summary>
    public void Press(string keys)
    {
        lock (_lock)
        {
            _toPress += keys;
        }
    }

    /// <summary>Completes when something louder than a quiet line has been heard after the given sample.</summary>
    public async Task<int> HearAsync(int afterSample, TimeSpan within)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var waited = TimeSpan.Zero; waited < within; waited += timer.Period)
        {
            lock (_lock)
            {
                for (var at = afterSample; at < _heard.Count; at++)
                {
                    if (Math.Abs((int)_heard[at]) > 1000)
                    {
                        return at;
                    }
                }
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("the caller was left in silence");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _speaking;
        await _socket.DisposeAsync();
        _stop.Dispose();
    }

    private void Talk(AudioAgreement agreement)
    {
        _socket.Start(OnRtp, static (_, _, _) => { });
        _speaking = SpeakAsync(agreement, _stop.Token);
    }

    private async Task SpeakAsync(AudioAgreement agreement, CancellationToken cancellationToken)
    {
        var sender = RtpSender.CreateRandom();
        var to = agreement.Remote!.Serialize();
        var keys = _keys = new TelephoneEventSender(sender, agreement.Events!.PayloadType, tick: 160);
        var (frame, payload, datagram) = (new short[160], new byte[160], new byte[200]);
        using var timer = new PlayoutTimer(TimeProvider.System, TimeSpan.FromMilliseconds(20));
        try
        {
            while (true)
            {
                for (var due = await timer.WaitAsync(cancellationToken); due > 0; due--)
                {
                    var isLost = NextFrame(frame);
                    if (keys.IsBusy)
                    {
                        var written = keys.WriteNext(datagram);
                        _socket.TrySendRtp(datagram.AsSpan(0, written), to);
                        continue;
                    }

                    _codec.Encode(frame, payload);
                    var length = sender.Write(agreement.Format.PayloadType, payload, 160, datagram);
                    if (!isLost)
                    {
                        _socket.TrySendRtp(datagram.AsSpan(0, length), to);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private bool NextFrame(short[] frame)
    {
        lock (_lock)
        {
            for (var at = 0; at < frame.Length; at++)
            {
                frame[at] = _toSay.TryDequeue(out var sample) ? sample : (short)0;
            }

            foreach (var key in _toPress)
            {
                _keys!.Press(new Sensitive<byte>((byte)"0123456789*#".IndexOf(key, StringComparison.Ordinal)), ticks: 4);
            }

            _toPress = "";
            if (_toSay.Count == 0)
            {
                _said.TrySetResult();
            }

            var number = _framesSaid++;
            return number >= _lost.Start.Value && number < _lost.End.Value;
        }
    }

    private void OnRtp(Span<byte> datagram, SocketAddress from, TimeSpan now)
    {
        if (RtpPacketView.TryParse(datagram, out var packet, out _))
        {
            Span<short> samples = stackalloc short[400];
            var count = _codec.Decode(packet.Payload, samples);
            lock (_lock)
            {
                _heard.AddRange(samples[..count]);
            }
        }
    }
}
