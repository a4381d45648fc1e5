using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>One call of a <see cref="SipPhone"/>: plays, presses keys, records, tells what happens. May be used from any thread.</summary>
public sealed class PhoneCall : IAsyncDisposable
{
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(2);

    private readonly Channel<PhoneEvent> _events = Channel.CreateUnbounded<PhoneEvent>(); // some few a second of talk
    private readonly Channel<HeardSpeech> _speech = Channel.CreateUnbounded<HeardSpeech>();
    private readonly TaskCompletionSource<bool> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<PhoneCall> _transferred = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEnded> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OfferAnswer _session;
    private readonly SipEndpoint _endpoint;
    private readonly Action<SipLegId> _forget;
    private readonly Func<SipUri, IReadOnlyList<SipHeader>, Task<PhoneCall>> _place;
    private readonly PhoneCallOptions _options;
    private readonly PhoneMedia _media;
    private readonly CancellationTokenSource _abandoned = new();
    private SipLegId _leg;
    private PhoneEndReason? _whyHungUp;
    private Task _running = Task.CompletedTask;
    private Task _following = Task.CompletedTask;
    private bool _owesOffer; // our 200 made the offer, and the ACK will answer it
    private bool _isDisposed;

    /// <param name="place">Places a call, for a REFER.</param>
    internal PhoneCall(
        SipEndpoint endpoint,
        Action<SipLegId> forget,
        Func<SipUri, IReadOnlyList<SipHeader>, Task<PhoneCall>> place,
        PhoneCallOptions options,
        Func<ChannelWriter<PhoneEvent>, ChannelWriter<HeardSpeech>, PhoneMedia> openMedia)
    {
        (_endpoint, _forget, _place, _options) = (endpoint, forget, place, options);
        _media = openMedia(_events.Writer, _speech.Writer);
        _session = new OfferAnswer(options.SessionId ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)));
    }

    /// <summary>What happens, in order; for one reader. Completes after <see cref="CallEnded"/>.</summary>
    public ChannelReader<PhoneEvent> Events => _events.Reader;

    /// <summary>True when the call is answered, false when it ends before.</summary>
    public Task<bool> Answered => _answered.Task;

    public Task<CallEnded> Ended => _ended.Task;

    /// <summary>The call that the far side had this phone place by REFER, placed but not yet answered; whoever takes it disposes of it.</summary>
    public Task<PhoneCall> Transferred => _transferred.Task;

    /// <summary>Since the call was placed, or came: the clock of its events.</summary>
    public TimeSpan Elapsed => _media.Elapsed;

    /// <summary>Plays a sound, of any rate, after those that wait already. Silence is sent where nothing is played.</summary>
    /// <returns>When it was sent.</returns>
    /// <exception cref="OperationCanceledException">The call ended, or <see cref="StopPlaying"/>, or the token.</exception>
    public Task<PlayedSound> PlayAsync(WavFile sound, CancellationToken cancellationToken) => _media.Play(sound).WaitAsync(cancellationToken);

    /// <summary>Drops what is not yet played.</summary>
    public void StopPlaying() => _media.StopPlaying();

    /// <summary>Presses keys one after the other, as telephone events (RFC 4733).</summary>
    /// <param name="keys">0-9, *, #, A-D.</param>
    /// <param name="duration">How long each is pressed.</param>
    /// <returns>False when one is no key, or the other side takes none, or the call is not answered.</returns>
    public bool TryPress(ReadOnlySpan<char> keys, TimeSpan duration) => _media.TryPress(keys, duration);

    /// <summary>The other side's stretches of speech, in order, each once, when it is over.</summary>
    /// <returns>Null when none was over within the patience, or the call ended.</returns>
    public async Task<HeardSpeech?> NextSpeechAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await _speech.Reader.ReadAsync(limit.Token);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What has been heard since the answer, at 8 kHz, on the RTP time line; still there when the call is over.</summary>
    public WavFile Recording() => _media.Recording();

    public CallFigures Figures() => _media.Figures();

    /// <summary>Ends the call in whatever state it is.</summary>
    public void HangUp() => HangUp(PhoneEndReason.HungUp);

    /// <summary>Hangs up if need be.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        HangUp();
        _abandoned.CancelAfter(GoodbyeWithin); // a peer that is gone does not hold us up
        await _running;
        await _following;
        await _media.DisposeAsync();
        _abandoned.Dispose();
    }

    /// <summary>The body of the INVITE.</summary>
    internal byte[] Offer() => Encoding.UTF8.GetBytes(_session.Offer(_media.Describe(_options)).Write());

    /// <summary>The INVITE could not be sent.</summary>
    internal ValueTask AbandonAsync() => _media.DisposeAsync();

    /// <summary>Follows the leg of our INVITE.</summary>
    internal void Follow(SipLegId leg, ChannelReader<SipEvent> happenings)
    {
        _leg = leg;
        _running = RunAsync(happenings);
    }

    /// <summary>Answers the peer's INVITE, or refuses what cannot be answered, and follows its leg.</summary>
    internal void Accept(InviteReceived invite, ChannelReader<SipEvent> happenings)
    {
        Follow(invite.Leg, happenings);
        if (TryAnswer(invite.Request, invite.Invite) && !_owesOffer)
        {
            Report(new CallAnswered(Elapsed));
        }
    }

    private async Task RunAsync(ChannelReader<SipEvent> happenings)
    {
        using var patience = new CancellationTokenSource(_options.AnswerWithin);
        await using var givingUp = patience.Token.Register(() =>
        {
            if (!_answered.Task.IsCompleted)
            {
                HangUp(PhoneEndReason.NoAnswer);
            }
        });
        LegEnded? end = null;
        try
        {
            await foreach (var happening in happenings.ReadAllAsync(_abandoned.Token))
            {
                Take(happening);
                end ??= happening as LegEnded;
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody answered our BYE in time.
        }

        await FinishAsync(end);
    }

    private void Take(SipEvent happening)
    {
        switch (happening)
        {
            case LegProgressed progress:
                Report(new CallProgressed(Elapsed, progress.Response.Status));
                break;
            case LegAnswered answer:
                ReadAnswer(answer.Response);
                break;
            case ReinviteReceived change:
                TryAnswer(change.Request, change.Invite);
                break;
            case LegConfirmed confirmed when _owesOffer:
                _owesOffer = false;
                ReadAnswer(confirmed.Ack);
                break;
            case RequestReceived { Message.Method: SipMethods.Refer } refer:
                Report(new TransferAsked(Elapsed));
                _following = FollowAsync(refer);
                break;
            case RequestReceived request:
                _endpoint.Respond(request.Request, new SipReply(200));
                break;
        }
    }

    /// <summary>Calls whom the far side names, and tells it what comes of it; the far side then hangs up.</summary>
    private async Task FollowAsync(RequestReceived refer)
    {
        if (!NameAddress.TryParse(refer.Message.Headers.Get(SipHeaderNames.ReferTo) ?? "", out var target))
        {
            _endpoint.Respond(refer.Request, new SipReply(400));
            return;
        }

        _endpoint.Respond(refer.Request, new SipReply(202));
        try
        {
            var next = await _place(target.Uri.WithHeaders([]), target.Uri.ReadHeaders());
            _transferred.TrySetResult(next);
            _endpoint.NotifyReferrer(_leg, await next.Answered ? 200 : (await next.Ended).Status ?? 480);
        }
        catch (Exception unreachable) when (unreachable is SipTargetException or IOException)
        {
            _endpoint.NotifyReferrer(_leg, 503);
        }
    }

    private void ReadAnswer(SipMessage message)
    {
        if (TryParse(message, out var answer) && OfferAnswer.TryReadAnswer(answer!, _media.Describe(_options), out var agreement, out _))
        {
            _media.Agree(agreement!);
            Report(new CallAnswered(Elapsed));
        }
        else
        {
            HangUp(PhoneEndReason.NothingInCommon);
        }
    }

    private bool TryAnswer(SipRequestId request, SipRequest invite)
    {
        if (invite.Body.IsEmpty)
        {
            _owesOffer = true;
            _endpoint.Respond(request, new SipReply(200) { ContentType = SdpSession.MediaType, Body = Offer() });
            return true;
        }

        if (!TryParse(invite, out var offer) || !_session.TryAnswer(offer!, _media.Describe(_options), out var answer, out var agreement, out _))
        {
            _endpoint.Respond(request, new SipReply(488));
            return false;
        }

        _endpoint.Respond(request, new SipReply(200) { ContentType = SdpSession.MediaType, Body = Encoding.UTF8.GetBytes(answer!.Write()) });
        _media.Agree(agreement!);
        return true;
    }

    private static bool TryParse(SipMessage message, out SdpSession? session)
    {
        session = null;
        return message.ContentType == SdpSession.MediaType && SdpParser.TryParse(Encoding.UTF8.GetString(message.Body.Span), out session, out _);
    }

    private void HangUp(PhoneEndReason why)
    {
        _whyHungUp ??= why;
        _endpoint.HangUp(_leg);
    }

    private void Report(PhoneEvent happened)
    {
        if (happened is CallAnswered)
        {
            _answered.TrySetResult(true);
        }

        _events.Writer.TryWrite(happened);
    }

    /// <param name="end">Null when the call was abandoned before its end was heard of.</param>
    private async Task FinishAsync(LegEnded? end)
    {
        var reason = end?.Reason switch
        {
            null or SipLegEndReason.LocalBye => _whyHungUp ?? PhoneEndReason.Gone,
            SipLegEndReason.RemoteBye => PhoneEndReason.FarHungUp,
            SipLegEndReason.Canceled => _whyHungUp ?? PhoneEndReason.Refused,
            SipLegEndReason.Refused => PhoneEndReason.Refused,
            SipLegEndReason.Timeout => PhoneEndReason.NoAnswer,
            SipLegEndReason.Rejected => PhoneEndReason.NothingInCommon,
            _ => PhoneEndReason.Gone,
        };
        var ended = new CallEnded(Elapsed, reason, end?.Reason is SipLegEndReason.Refused ? end.Response?.Status : null);
        _forget(_leg);
        await _media.DisposeAsync();
        Report(ended);
        _events.Writer.TryComplete();
        _speech.Writer.TryComplete();
        _answered.TrySetResult(false);
        _ended.TrySetResult(ended);
    }
}
