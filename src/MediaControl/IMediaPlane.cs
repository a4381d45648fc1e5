using System.Threading.Channels;
using CompliantVoiceProxy.Secrecy;

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

    /// <summary>Offers a colleague to be heard by the caller through this node. The session goes on as it is.</summary>
    /// <returns>The offer (RFC 8866); null where there is no session, or no port.</returns>
    Task<Sensitive<string>?> OfferBridgeAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>
    /// Caller and colleague hear each other from now on. The voice AI's session is closed before, and nothing is transcribed or released any more.
    /// </summary>
    /// <param name="answer">To the offer of <see cref="OfferBridgeAsync"/>.</param>
    /// <returns>False where that cannot be; the session then goes on as it was.</returns>
    Task<bool> BridgeAsync(Guid callId, Sensitive<string> answer, CancellationToken cancellationToken);

    /// <summary>The caller stays with the voice AI, which is told why. What was offered to the colleague is taken back.</summary>
    Task ResumeAsync(Guid callId, TransferFailure failure, CancellationToken cancellationToken);

    /// <summary>The call is over: ports, sockets and buffers are given back. Unknown calls are fine.</summary>
    Task CloseAsync(Guid callId, CancellationToken cancellationToken);
}
