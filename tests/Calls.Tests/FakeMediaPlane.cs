using System.Collections.Concurrent;
using System.Threading.Channels;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>A media plane without media: says what it is told to say, and notes what it is asked.</summary>
internal sealed class FakeMediaPlane : IMediaPlane
{
    public const string Answer = "v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

    private readonly Channel<MediaSignal> _signals = Channel.CreateUnbounded<MediaSignal>();

    public ChannelReader<MediaSignal> Signals => _signals.Reader;

    public Func<MediaOffer, CancellationToken, Task<MediaReply>> OnOpen { get; set; } =
        (_, _) => Task.FromResult<MediaReply>(new MediaAccepted(new Sensitive<string>(Answer)));

    public ConcurrentQueue<MediaOffer> Opened { get; } = new();

    public Channel<Guid> Started { get; } = Channel.CreateUnbounded<Guid>();

    public Channel<Guid> Closed { get; } = Channel.CreateUnbounded<Guid>();

    public void Signal(MediaSignal signal) => _signals.Writer.TryWrite(signal);

    public Task<MediaReply> OpenAsync(MediaOffer offer, CancellationToken cancellationToken)
    {
        Opened.Enqueue(offer);
        return OnOpen(offer, cancellationToken);
    }

    public Task StartAsync(Guid callId, CancellationToken cancellationToken)
    {
        Started.Writer.TryWrite(callId);
        return Task.CompletedTask;
    }

    public Task CloseAsync(Guid callId, CancellationToken cancellationToken)
    {
        Closed.Writer.TryWrite(callId);
        return Task.CompletedTask;
    }
}
