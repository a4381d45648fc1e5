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
/// to it by one mailbox, and it carries out what the calls' machines ask. Nothing in the loop waits.
/// </summary>
public sealed class CallServer : IAsyncDisposable
{
    private readonly CallPartners _partners;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Dictionary<Guid, Call> _calls = [];
    private readonly Dictionary<SipLegId, Call> _legs = [];
    private readonly List<Task> _started = [];
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
        await WaitAsync(Task.WhenAll(_started));
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

    private void Post(Action work) => _mailbox.Writer.TryWrite(work);

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
                BeginCall(invite);
                break;

            case RequestReceived request:
                var canServe = request.Leg is not null || CanServe();
                _partners.Sip.Respond(request.Request, canServe ? new SipReply(200) : CallReplies.Unavailable(_options.RetryAfter));
                break;

            case LegConfirmed confirmed when _legs.TryGetValue(confirmed.Leg, out var call):
                Handle(call, new Acknowledged());
                break;

            case ReinviteReceived again when _legs.TryGetValue(again.Leg, out var call):
                Handle(call, new Reoffered(again.Request, ReadSdp(again.Invite)));
                break;

            case LegEnded ended when _legs.TryGetValue(ended.Leg, out var call):
                Handle(call, new LegOver(ended.Reason));
                break;
        }
    }

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
        var call = new Call(id, invite.Leg, invite.Request, new CallMachine(id, pin.Policy, offer, _options, Now), pin);
        _calls.Add(id, call);
        _legs.Add(invite.Leg, call);
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
        Run(RecordAsync(new CallRefused(reply.Status, AuditLabel.Of(reason)) { CallId = Guid.NewGuid() }));
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
                Run(RecordStartAsync(call, start.Started));
                break;

            case Record record:
                Run(RecordAsync(record.Event));
                break;

            case OpenMedia open:
                Run(OpenMediaAsync(call, open.Offer));
                break;

            case StartMedia:
                Run(StartMediaAsync(call));
                break;

            case CloseMedia:
                Run(CloseMediaAsync(call.Id));
                break;

            case AnswerInvite answer:
                _partners.Sip.Respond(call.Invite, answer.Reply);
                Counters.CountAnswer(answer.Reply.Status);
                break;

            case AnswerReoffer answer:
                _partners.Sip.Respond(answer.Request, answer.Reply);
                break;

            case HangUp hangUp:
                _partners.Sip.HangUp(call.Leg, hangUp.Reason);
                break;

            case OfferFailover offer:
                Run(OfferFailoverAsync(call, offer.Reason));
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

        _legs.Remove(call.Leg);
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

    /// <summary>Owns a task until it is done; the methods below catch what they may meet.</summary>
    private void Run(Task task)
    {
        _started.RemoveAll(other => other.IsCompleted);
        if (!task.IsCompleted)
        {
            _started.Add(task);
        }
    }

    private async Task RecordStartAsync(Call call, CallStarted started)
    {
        try
        {
            await _partners.Audit.AppendAsync(started, CancellationToken.None);
            Post(call, new StartRecorded());
        }
        catch (Exception)
        {
            Post(call, new StartNotRecorded()); // AuditUnavailableException says so; anything else is no better
        }
    }

    private async Task RecordAsync(AuditEvent record)
    {
        try
        {
            await _partners.Audit.AppendAsync(record, CancellationToken.None);
        }
        catch (Exception)
        {
            Counters.CountUnrecorded();
        }
    }

    private async Task OpenMediaAsync(Call call, MediaOffer offer)
    {
        MediaReply? reply = null;
        try
        {
            reply = await _partners.Media.OpenAsync(offer, call.Over);
        }
        catch (Exception)
        {
            // Whatever it was, the media plane did not reply: the machine says 503 and closes what may be open.
        }

        Post(call, new MediaReplied(reply));
    }

    private async Task StartMediaAsync(Call call)
    {
        try
        {
            await _partners.Media.StartAsync(call.Id, call.Over);
        }
        catch (Exception)
        {
            Post(call, new MediaStartFailed()); // after the call's end the machine has no use for it
        }
    }

    private async Task CloseMediaAsync(Guid callId)
    {
        try
        {
            await _partners.Media.CloseAsync(callId, CancellationToken.None);
        }
        catch (Exception)
        {
            Counters.CountFault();
        }
    }

    private async Task OfferFailoverAsync(Call call, FailoverReason reason)
    {
        try
        {
            await _partners.Failover.TryTakeOverAsync(new FailoverOffer(call.Id, call.Policy.Tenant, call.Leg, reason), call.Over);
        }
        catch (Exception)
        {
            Counters.CountFault(); // nobody took it: the apology is heard, then the media session ends
        }
    }
}
