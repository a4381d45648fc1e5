using System.Text;
using System.Threading.Channels;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>
/// Serves the calls that come in at a SIP endpoint. One loop owns all calls: SIP events, media signals and the outcomes of what was started come
/// to it by one mailbox, and it carries out what the calls' machines ask. Nothing in the loop waits: that is what <see cref="CallErrands"/> are for.
/// </summary>
public sealed class CallServer : IAsyncDisposable
{
    private readonly CallPartners _partners;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Dictionary<Guid, Call> _calls = [];
    private readonly CallErrands _errands;
    private readonly CallLegs _legs;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    /// <summary>Never refuses: what comes in is bounded by the endpoint's transactions and the calls.</summary>
    private readonly Channel<Action> _mailbox = Channel.CreateUnbounded<Action>(new() { SingleReader = true });

    private int _activeCalls;
    private int _isDisposed;
    private volatile bool _isDraining;

    private CallServer(CallPartners partners, CallOptions options, TimeProvider time)
    {
        (_partners, _options, _time, _start) = (partners, options, time, time.GetTimestamp());
        _errands = new CallErrands(partners, Counters, Post);
        _legs = new CallLegs(partners.Sip, _errands, TryPost);
        _running = Task.WhenAll(RunAsync(), PumpAsync(partners.Sip.Events, Receive), PumpAsync(partners.Media.Signals, Receive));
    }

    public CallCounters Counters { get; } = new();

    /// <summary>Calls that are not over. Any thread may read.</summary>
    public int ActiveCalls => Volatile.Read(ref _activeCalls);

    public static CallServer Start(CallPartners partners, CallOptions options, TimeProvider time) => new(partners, options, time);

    /// <summary>From now on new calls and OPTIONS get 503; calls under way go on.</summary>
    public void Drain() => _isDraining = true;

    /// <summary>Hangs up every call, waits until media and audit have been told, but no longer than the options say, and stops. The endpoint stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        Drain();
        Post(() =>
        {
            foreach (var call in _calls.Values.ToList())
            {
                Handle(call, new ShutDownBegun());
            }

            NoteIfEmptied();
        });
        await WaitAsync(_emptied.Task);
        await _stopping.CancelAsync();
        _mailbox.Writer.TryComplete();
        await _running;
        await WaitAsync(_errands.WhenAllAsync());
        _stopping.Dispose();
    }

    private async Task WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(_options.StopTimeout, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Counters.CountFault(); // the media plane or the audit log hangs
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <returns>False when the loop takes no more.</returns>
    private bool TryPost(Action work) => _mailbox.Writer.TryWrite(work);

    private void Post(Action work) => TryPost(work);

    private void Post(Call call, CallEvent happened) => Post(() => Handle(call, happened));

    private async Task RunAsync()
    {
        await foreach (var work in _mailbox.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                work();
            }
            catch (Exception)
            {
                Counters.CountFault(); // outside any one call; inside one, Handle has ended it
            }
        }
    }

    private async Task PumpAsync<T>(ChannelReader<T> source, Action<T> receive)
    {
        try
        {
            await foreach (var happened in source.ReadAllAsync(_stopping.Token))
            {
                Post(() => receive(happened));
            }
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
    }

    private void Receive(SipEvent happened)
    {
        switch (happened)
        {
            case InviteReceived invite:
                TryBeginCall(invite);
                break;

            case RequestReceived request:
                _partners.Sip.Respond(request.Request, ReplyTo(request));
                break;

            case LegConfirmed { Leg: var leg } confirmed:
                Handle(leg, side => new Acknowledged(side, ReadSdp(confirmed.Ack)));
                break;

            case ReinviteReceived { Leg: var leg } again:
                Handle(leg, side => new Reoffered(again.Request, ReadSdp(again.Invite), side));
                break;

            case LegAnswered { Leg: var leg } answered:
                Handle(leg, side => new SessionAnswered(side, ReadSdp(answered.Response)));
                break;

            case LegOffered { Leg: var leg } offered when ReadSdp(offered.Response) is { } offer:
                Handle(leg, side => new SessionOffered(side, offer));
                break;

            case ReinviteRefused { Leg: var leg } refused:
                Handle(leg, side => new SessionRefused(side, refused.Response?.Status));
                break;

            case ReferProgressed { Leg: var leg }:
                Handle(leg, _ => new ReferAccepted());
                break;

            case ReferEnded { Leg: var leg } referred:
                Handle(leg, _ => new Referred(referred.Outcome, referred.Status));
                break;

            case LegEnded ended when _legs.Remove(ended.Leg) is { } seat:
                Handle(seat.Call, new LegOver(ended.Reason, seat.Side, ended.Response?.Status));
                break;
        }
    }

    /// <summary>Of the methods that the endpoint passes on there is OPTIONS alone (RFC 3261 section 11.2); REFER it declines, and it tells of others what is allowed.</summary>
    private SipReply ReplyTo(RequestReceived request) => request.Message.Method switch
    {
        SipMethods.Options when request.Leg is not null || CanServe() => new SipReply(200),
        SipMethods.Options => CallReplies.Unavailable(_options.RetryAfter),
        _ => new SipReply(501),
    };

    private void Receive(MediaSignal signal)
    {
        if (_calls.TryGetValue(signal.CallId, out var call))
        {
            Handle(call, new MediaSignaled(signal));
        }
    }

    private bool HasRoom() => !_isDraining && _calls.Count < _options.MaximumCalls;

    /// <summary>OPTIONS gets 200 only when a call could be served right now.</summary>
    private bool CanServe() => HasRoom() && _partners.IsReady();

    /// <summary>A fault of ours must not leave a caller without an answer.</summary>
    private void TryBeginCall(InviteReceived invite)
    {
        try
        {
            BeginCall(invite);
        }
        catch (Exception)
        {
            Counters.CountFault();
            Refuse(invite, CallRefusalReason.InternalError);
        }
    }

    private void BeginCall(InviteReceived invite)
    {
        if (!HasRoom())
        {
            Refuse(invite, CallRefusalReason.NoCapacity);
            return;
        }

        if (_partners.Policies(invite.Invite.RequestUri.UserAtHost()) is not { } pin)
        {
            Refuse(invite, CallRefusalReason.UnknownTenant);
            return;
        }

        if (ReadSdp(invite.Invite) is not { } offer)
        {
            Refuse(invite, CallRefusalReason.NoOffer);
            pin.Dispose();
            return;
        }

        var id = Guid.NewGuid();
        var called = invite.Invite.RequestUri;
        var call = new Call(id, invite.Leg, invite.Request, SipUri.Create(called.User, called.Host, called.Port ?? 5060), new CallMachine(id, pin.Policy, offer, _options, Now), pin);
        _calls.Add(id, call);
        _legs.Add(call);
        Volatile.Write(ref _activeCalls, _calls.Count);
        call.Timer = _time.CreateTimer(_ => Post(() => Apply(call, call.Machine.Advance(Now))), null, _options.SetupTimeout, Timeout.InfiniteTimeSpan);
        Apply(call, call.Machine.Begin());
    }

    private static Sensitive<string>? ReadSdp(SipMessage message) =>
        message.Body.IsEmpty ? null : new Sensitive<string>(Encoding.UTF8.GetString(message.Body.Span));

    /// <summary>A call that never becomes one.</summary>
    private void Refuse(InviteReceived invite, CallRefusalReason reason)
    {
        var reply = CallReplies.Refusal(reason, _options.RetryAfter);
        _partners.Sip.Respond(invite.Request, reply);
        Counters.Count(reason);
        _errands.Record(new CallRefused(reply.Status, AuditLabel.Of(reason)) { CallId = Guid.NewGuid() });
    }

    /// <summary>Something happened to a leg; nothing, where it is nobody's any more.</summary>
    private void Handle(SipLegId leg, Func<CallSide, CallEvent> happened)
    {
        if (_legs.Find(leg) is { } seat)
        {
            Handle(seat.Call, happened(seat.Side));
        }
    }

    /// <summary>An exception here is a bug of ours, and ends this call alone.</summary>
    private void Handle(Call call, CallEvent happened)
    {
        try
        {
            Apply(call, call.Machine.Handle(Now, happened));
        }
        catch (Exception) when (happened is not Faulted)
        {
            Counters.CountFault();
            Handle(call, new Faulted());
        }
    }

    private void Apply(Call call, IReadOnlyList<CallEffect> effects)
    {
        foreach (var effect in effects)
        {
            Apply(call, effect);
        }

        if (call.Machine.State is CallState.Over && _calls.ContainsKey(call.Id))
        {
            call.CancelWaiting();
        }
    }

    private void Apply(Call call, CallEffect effect)
    {
        switch (effect)
        {
            case RecordStart start:
                _errands.RecordStart(call, start.Started);
                break;

            case Record record:
                _errands.Record(record.Event);
                break;

            case OpenMedia open:
                _errands.OpenMedia(call, open.Offer);
                break;

            case StartMedia:
                _errands.StartMedia(call);
                break;

            case CloseMedia:
                _errands.CloseMedia(call.Id);
                break;

            case AnswerInvite answer:
                _partners.Sip.Respond(call.Invite, answer.Reply);
                Counters.CountAnswer(answer.Reply.Status);
                break;

            case AnswerReoffer answer:
                _partners.Sip.Respond(answer.Request, answer.Reply);
                break;

            case HangUp hangUp:
                _legs.HangUp(call, hangUp);
                break;

            case ReferCaller refer:
                _legs.Refer(call, refer.Handover);
                break;

            case CallAgent agent:
                _legs.CallAgent(call, agent);
                break;

            case OfferSession offer:
                _legs.Offer(call, offer);
                break;

            case AcknowledgeOffer acknowledge:
                _legs.Acknowledge(call, acknowledge);
                break;

            case OfferBridge offer:
                _errands.OfferBridge(call, offer.Attempt);
                break;

            case JoinBridge join:
                _errands.JoinBridge(call, join);
                break;

            case ResumeMedia resume:
                _errands.ResumeMedia(call, resume.Failure);
                break;

            case CountTransfer transfer:
                Counters.Count(transfer.Way, transfer.Outcome);
                break;

            case Forget:
                ForgetCall(call);
                break;
        }
    }

    private void ForgetCall(Call call)
    {
        if (!_calls.Remove(call.Id))
        {
            return;
        }

        _legs.Remove(call);
        Volatile.Write(ref _activeCalls, _calls.Count);
        Count(call.Machine);
        call.CancelWaiting();
        call.Dispose();
        NoteIfEmptied();
    }

    private void Count(CallMachine machine)
    {
        if (machine.RefusedBecause is { } refusal)
        {
            Counters.Count(refusal);
        }
        else if (machine.EndedBecause is { } end)
        {
            Counters.Count(end);
        }
    }

    private void NoteIfEmptied()
    {
        if (_isDraining && _calls.Count == 0)
        {
            _emptied.TrySetResult();
        }
    }
}
