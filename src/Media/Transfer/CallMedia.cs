using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Transfer;

/// <summary>One call's media at this node: first with the voice AI, and after a transfer through this node with a colleague. Owns both.</summary>
/// <remarks>What is asked of it is done one after the other; after its end nothing is.</remarks>
/// <param name="openOffer">Takes ports for a colleague; null when there are none.</param>
/// <param name="deadAfter">Silence on the wire of this length means that somebody is gone.</param>
/// <param name="signal">Tells the signalling plane; must not block.</param>
internal sealed class CallMedia(
    Guid callId, MediaSession session, Func<ColleagueOffer?> openOffer, TimeSpan deadAfter, TimeProvider time, Action<MediaSignal> signal) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ColleagueOffer? _offer;
    private CallBridge? _bridge;
    private bool _isOver;

    /// <summary>Audio flows from now on.</summary>
    public void Start() => session.Start();

    /// <inheritdoc cref="IMediaPlane.OfferBridgeAsync"/>
    public Task<Sensitive<string>?> OfferBridgeAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            await TakeBackAsync();
            if (_isOver || _bridge is not null || session.Line.SampleRate != G711Codec.Pcmu.SampleRate)
            {
                return null;
            }

            _offer = openOffer();
            return _offer?.Sdp;
        },
        cancellationToken);

    /// <inheritdoc cref="IMediaPlane.BridgeAsync"/>
    public Task<bool> BridgeAsync(Sensitive<string> answer, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            if (_isOver || _offer is not { } offer || !offer.TryTakeUp(answer, deadAfter, out var colleague))
            {
                return false;
            }

            _offer = null;
            var caller = await session.ReleaseLineAsync(); // from here on the voice AI hears nothing
            _bridge = new CallBridge(caller, colleague, time, () => signal(new MediaEnded(callId, MediaEndReason.RtpTimeout)));
            await session.DisposeAsync();
            return true;
        },
        cancellationToken);

    /// <inheritdoc cref="IMediaPlane.ResumeAsync"/>
    public Task ResumeAsync(TransferFailure failure, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            await TakeBackAsync();
            if (!_isOver && _bridge is null)
            {
                session.Resume(failure);
            }

            return true;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await InTurnAsync(
            async () =>
            {
                _isOver = true;
                await TakeBackAsync();
                await session.DisposeAsync();
                if (_bridge is not null)
                {
                    await _bridge.DisposeAsync();
                }

                return true;
            },
            CancellationToken.None);
    }

    /// <summary>The ports that were offered to a colleague, and not taken up.</summary>
    private async ValueTask TakeBackAsync()
    {
        if (_offer is { } offer)
        {
            _offer = null;
            await offer.DisposeAsync();
        }
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
