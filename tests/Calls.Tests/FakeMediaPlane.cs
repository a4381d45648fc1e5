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

    /// <summary>What a colleague is offered; null for nothing.</summary>
    public string? Bridge { get; set; } = "v=0\r\no=- 3 3 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40002 RTP/AVP 0 8\r\n";

    public Func<Sensitive<string>, bool> OnBridge { get; set; } = _ => true;

    public Channel<TransferFailure> Resumed { get; } = Channel.CreateUnbounded<TransferFailure>();

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

    public Task<Sensitive<string>?> OfferBridgeAsync(Guid callId, CancellationToken cancellationToken) =>
        Task.FromResult(Bridge is null ? default(Sensitive<string>?) : new Sensitive<string>(Bridge));

    public Task<bool> BridgeAsync(Guid callId, Sensitive<string> answer, CancellationToken cancellationToken) => Task.FromResult(OnBridge(answer));

    public Task ResumeAsync(Guid callId, TransferFailure failure, CancellationToken cancellationToken)
    {
        Resumed.Writer.TryWrite(failure);
        return Task.CompletedTask;
    }

    public Task CloseAsync(Guid callId, CancellationToken cancellationToken)
    {
        Closed.Writer.TryWrite(callId);
        return Task.CompletedTask;
    }
}
