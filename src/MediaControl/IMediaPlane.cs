using System.Threading.Channels;

namespace CompliantVoiceProxy.MediaControl;

/// <summary>What the signalling plane asks of the media plane. In one process a plain method call; on two machines the same records over HTTP.</summary>
public interface IMediaPlane
{
    /// <summary>What happens in sessions that were accepted, in order for each call.</summary>
    ChannelReader<MediaSignal> Signals { get; }

    /// <summary>
    /// Admits a call: ports, a place at the transcriber, the voice AI connected. Returns well inside 2 s, with a refusal rather than late.
    /// Nothing is played before <see cref="StartAsync"/>.
    /// </summary>
    Task<MediaReply> OpenAsync(MediaOffer offer, CancellationToken cancellationToken);

    /// <summary>The call has been answered: audio flows from now on.</summary>
    Task StartAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>The call is over: ports, sockets and buffers are given back. Unknown calls are fine.</summary>
    Task CloseAsync(Guid callId, CancellationToken cancellationToken);
}
