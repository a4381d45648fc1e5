using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>One call from a matched INVITE to its end. Touches no socket, no clock and no log.</summary>
/// <remarks>
/// <code>
/// Recording --recorded--> Opening --media accepts: 180, 200--> Answered --ACK: media starts--> Talking
/// Recording --not recorded: 503--> Over
/// Opening   --media refuses: 400, 488, 503--> Over
/// Recording, Opening --too slow: 503--> Over            well inside 2 s, and no 18x before media is ready
/// any       --CANCEL, BYE, lost ACK--> Over
/// Answered, Talking --media ended: BYE--> Over
/// Talking --transfer or failover wanted--> Transferring --carrier transferred: BYE--> Over
///                                          Transferring --joined--> Joined --either side hangs up: BYE to the other--> Over
///                                          Transferring --no way left--> Talking        a media session that ended meanwhile: BYE--> Over
/// </code>
/// The ways of a transfer are <see cref="TransferMachine"/>'s, what becomes of a direct join <see cref="DirectJoin"/>'s.
/// A media session that is accepted after the call is over is closed again; until the media plane has replied, the machine is kept.
/// </remarks>
public sealed class CallMachine
{
    private readonly Guid _callId;
    private readonly TenantPolicy _policy;
    private readonly CallOptions _options;
    private readonly TimeSpan _begunAt;
    private Sensitive<string> _offer;
    private Sensitive<string> _answer;
    private bool _isMediaAsked;
    private bool _isMediaOpen;
    private TransferMachine? _transfer; // the one under way, or the last one
    private DirectJoin? _join;
    private bool _isFailover; // people were wanted as the voice AI is lost: nobody to resume with
    private FailoverWanted? _queued; // wanted while a transfer was under way
    private MediaEndReason? _mediaEnded; // while a transfer was under way

    public CallMachine(Guid callId, TenantPolicy policy, Sensitive<string> offer, CallOptions options, TimeSpan now)
    {
        (_callId, _policy, _offer, _options, _begunAt) = (callId, policy, offer, options, now);
        NextDeadline = now + options.SetupTimeout;
    }

    public CallState State { get; private set; }

    /// <summary>Why the call ended; null while it is not over, and for one that was refused.</summary>
    public CallEndReason? EndedBecause { get; private set; }

    /// <summary>Why the call was refused; null for one that was not.</summary>
    public CallRefusalReason? RefusedBecause { get; private set; }

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; }

    /// <summary>The first effects.</summary>
    public IReadOnlyList<CallEffect> Begin() => [new RecordStart(Label(new CallStarted()))];

    public IReadOnlyList<CallEffect> Handle(TimeSpan now, CallEvent happened) => (State, happened) switch
    {
        (CallState.Recording, StartRecorded) => OpenMedia(),
        (CallState.Recording, StartNotRecorded) => Refuse(CallRefusalReason.AuditUnavailable, _options.RetryAfter),
        (CallState.Opening, MediaReplied { Reply: MediaAccepted accepted }) => Answer(accepted),
        (CallState.Opening, MediaReplied reply) => RefuseAsMediaDid(reply.Reply as MediaRefused),
        (CallState.Over, MediaReplied reply) => CloseLateMedia(reply.Reply is not MediaRefused),
        (CallState.Over, _) => [],
        (CallState.Answered, Acknowledged) => Talk(),
        (CallState.Transferring, not (LegOver { Side: CallSide.Caller } or MediaSignaled or MediaStartFailed or ShutDownBegun or Faulted or Reoffered)) => FollowTransfer(happened, now),
        (CallState.Joined, not (LegOver or MediaSignaled or MediaStartFailed or ShutDownBegun or Faulted)) => FollowJoin(happened),
        (_, Reoffered { Side: CallSide.Agent } again) => [new AnswerReoffer(again.Request, CallReplies.Glare)],
        (CallState.Answered or CallState.Talking or CallState.Transferring, Reoffered again) => [new AnswerReoffer(again.Request, ReplyTo(again.Offer, _offer, _answer))],
        (CallState.Joined, LegOver { Side: CallSide.Agent }) => LoseAgent(now),
        (_, LegOver { Side: CallSide.Caller } over) => End(EndReason(over.Reason), now, sendsBye: false, isByCarrier: over.Reason is SipLegEndReason.RemoteBye),
        (CallState.Recording or CallState.Opening, MediaSignaled { Signal: MediaEnded }) => Refuse(CallRefusalReason.MediaUnavailable, _options.RetryAfter),
        (CallState.Recording or CallState.Opening, ShutDownBegun) => Refuse(CallRefusalReason.NoCapacity, _options.RetryAfter),
        (CallState.Recording or CallState.Opening, Faulted) => Refuse(CallRefusalReason.InternalError, null),
        (CallState.Recording or CallState.Opening, _) => [],
        (CallState.Joined, MediaSignaled signaled) when !_isMediaOpen || signaled.Signal is not MediaEnded => [],
        (CallState.Transferring, MediaSignaled { Signal: MediaEnded ended }) => NoteMediaEnded(ended.Reason),
        (CallState.Talking, MediaSignaled { Signal: TransferWanted wanted }) => BeginTransfer(wanted.Target, wanted.HandoffToken, now),
        (_, MediaSignaled { Signal: FailoverWanted wanted }) => WantFailover(wanted, now),
        (_, MediaSignaled { Signal: MediaEnded ended }) => End(EndReason(ended.Reason), now, sendsBye: true),
        (_, MediaStartFailed) => End(CallEndReason.MediaFailed, now, sendsBye: true),
        (_, ShutDownBegun) => End(CallEndReason.ShutDown, now, sendsBye: true),
        (_, Faulted) => End(CallEndReason.InternalError, now, sendsBye: true),
        _ => [],
    };

    public IReadOnlyList<CallEffect> Advance(TimeSpan now) =>
        NextDeadline is { } due && now >= due ? Refuse(CallRefusalReason.TooSlow, _options.RetryAfter) : [];

    private List<CallEffect> OpenMedia()
    {
        (State, _isMediaAsked) = (CallState.Opening, true);
        return [new OpenMedia(new MediaOffer(_callId, _policy.Tenant, _policy.Revision, _offer))];
    }

    private List<CallEffect> Answer(MediaAccepted accepted)
    {
        (State, NextDeadline, _isMediaAsked, _isMediaOpen, _answer) = (CallState.Answered, null, false, true, accepted.Sdp);
        return [new AnswerInvite(CallReplies.Ringing), new AnswerInvite(CallReplies.Answer(accepted.Sdp))];
    }

    private List<CallEffect> Talk()
    {
        State = CallState.Talking;
        return [new StartMedia()];
    }

    private List<CallEffect> RefuseAsMediaDid(MediaRefused? refused)
    {
        (_isMediaAsked, _isMediaOpen) = (false, refused is null); // one that failed to reply may have opened all the same
        return refused is null
            ? Refuse(CallRefusalReason.MediaUnavailable, _options.RetryAfter)
            : Refuse(CallReplies.ToRefusal(refused.Reason), refused.Reason is MediaRefusalReason.NoCapacity ? refused.RetryAfter ?? _options.RetryAfter : refused.RetryAfter);
    }

    private List<CallEffect> Refuse(CallRefusalReason reason, TimeSpan? retryAfter)
    {
        RefusedBecause = reason;
        var reply = CallReplies.Refusal(reason, retryAfter);
        return [new AnswerInvite(reply), .. Leave(Label(new CallRefused(reply.Status, AuditLabel.Of(reason))))];
    }

    /// <param name="isByCarrier">The caller's side said BYE.</param>
    private List<CallEffect> End(CallEndReason reason, TimeSpan now, bool sendsBye, bool isByCarrier = false)
    {
        EndedBecause = reason;
        List<CallEffect> effects = sendsBye ? [new HangUp(CallReplies.ReasonHeader(reason))] : [];
        return [.. effects, .. LeaveAgent(isByCarrier), .. Leave(Label(new CallEnded(AuditLabel.Of(reason), now - _begunAt)))];
    }

    /// <summary>No leg to a colleague outlives the caller's.</summary>
    private IEnumerable<CallEffect> LeaveAgent(bool isByCarrier) => State switch
    {
        CallState.Transferring when _transfer is { IsOver: false } transfer => Labelled(transfer.Abandon(isByCarrier)),
        CallState.Transferring or CallState.Joined when _transfer is { HasAgent: true } => [new HangUp(null, CallSide.Agent)],
        _ => [],
    };

    /// <summary>What every end has in common: media given back, the last record, and nothing to wait for but a media plane that was asked.</summary>
    private List<CallEffect> Leave(AuditEvent last)
    {
        (State, NextDeadline) = (CallState.Over, null);
        List<CallEffect> effects = _isMediaOpen ? [new CloseMedia(), new Record(last)] : [new Record(last)];
        if (!_isMediaAsked)
        {
            effects.Add(new Forget());
        }

        return effects;
    }

    private static List<CallEffect> CloseLateMedia(bool isOpen) => isOpen ? [new CloseMedia(), new Forget()] : [new Forget()];

    /// <summary>People, where the policy names some; the session goes on meanwhile, and is all where nobody answers.</summary>
    private List<CallEffect> WantFailover(FailoverWanted wanted, TimeSpan now)
    {
        var fault = new Record(Label(new FaultOccurred(AuditLabel.OfType(typeof(IMediaPlane)), AuditLabel.Of(wanted.Reason))));
        if (State is CallState.Transferring)
        {
            _queued = wanted;
            return [fault];
        }

        return State is CallState.Talking ? [fault, .. FailOver(wanted, now)] : [fault];
    }

    private List<CallEffect> FailOver(FailoverWanted wanted, TimeSpan now)
    {
        (_isFailover, _queued) = (true, null);
        return (wanted.Target ?? _policy.Failover.HumanQueue) is { } queue ? BeginTransfer(queue, wanted.HandoffToken, now) : StayAsItIs(now);
    }

    private List<CallEffect> BeginTransfer(string name, Sensitive<string>? token, TimeSpan now)
    {
        if (_policy.Transfer.Find(name) is not { } target || !SipUri.TryParse(target.Uri, out var address))
        {
            return StayAsItIs(now);
        }

        State = CallState.Transferring;
        _transfer = new TransferMachine(new Handover(target, address, _policy.Transfer, token), _answer);
        return [.. Labelled(_transfer.Begin()), .. SettleTransfer(now)];
    }

    private List<CallEffect> FollowTransfer(CallEvent happened, TimeSpan now) => [.. Labelled(_transfer!.Handle(happened)), .. SettleTransfer(now)];

    private List<CallEffect> SettleTransfer(TimeSpan now)
    {
        (_answer, _offer) = (_transfer!.Session, _transfer.CallerSession ?? _offer);
        return _transfer.Step switch
        {
            TransferStep.Succeeded when _transfer.Way is TransferWay.Refer => End(CallEndReason.Transferred, now, sendsBye: true),
            TransferStep.Succeeded => Join(now),
            TransferStep.Failed when _queued is { } wanted => FailOver(wanted, now),
            TransferStep.Failed => StayAsItIs(now),
            TransferStep.Lost => End(CallEndReason.TransferLost, now, sendsBye: true),
            _ => [],
        };
    }

    private List<CallEffect> Join(TimeSpan now)
    {
        State = CallState.Joined;
        if (!_transfer!.HasAgent)
        {
            return LoseAgent(now); // gone while the media plane brought them together
        }

        if (_transfer.Way is TransferWay.Anchor)
        {
            return [];
        }

        (_join, _isMediaOpen) = (new DirectJoin(), false);
        return [new CloseMedia()];
    }

    /// <summary>A direct join passes wishes on; through this node each side's session stays as it is.</summary>
    private IReadOnlyList<CallEffect> FollowJoin(CallEvent happened) => (_join, happened) switch
    {
        ({ } join, _) => join.Handle(happened),
        (_, Reoffered { Side: CallSide.Caller } again) => [new AnswerReoffer(again.Request, ReplyTo(again.Offer, _offer, _answer))],
        (_, Reoffered again) => [new AnswerReoffer(again.Request, ReplyTo(again.Offer, _transfer!.Answer!.Value, _transfer.Offer!.Value))],
        _ => [],
    };

    private List<CallEffect> LoseAgent(TimeSpan now)
    {
        _transfer!.ForgetAgent();
        return End(CallEndReason.AgentHungUp, now, sendsBye: true);
    }

    /// <summary>No colleague: back to the voice AI, to the apology that is being played, or, where the media session has ended meanwhile, to nothing.</summary>
    private List<CallEffect> StayAsItIs(TimeSpan now)
    {
        State = CallState.Talking;
        if (_mediaEnded is { } ended)
        {
            return End(EndReason(ended), now, sendsBye: true);
        }

        return _isFailover ? [] : [new ResumeMedia(_transfer?.Failure ?? TransferFailure.Unreachable)];
    }

    private List<CallEffect> NoteMediaEnded(MediaEndReason reason)
    {
        _mediaEnded ??= reason;
        return [];
    }

    /// <summary>The same offer, or none, gets the session as it is; another is refused, and the session goes on.</summary>
    private static SipReply ReplyTo(Sensitive<string>? offer, Sensitive<string> theirs, Sensitive<string> ours) =>
        offer is not { } written || SessionDescription.IsSame(written.Reveal(), theirs.Reveal()) ? CallReplies.Answer(ours) : CallReplies.SessionStays;

    private CallEndReason EndReason(SipLegEndReason reason) => reason switch
    {
        SipLegEndReason.RemoteBye when State is not (CallState.Recording or CallState.Opening) => CallEndReason.CallerHungUp,
        SipLegEndReason.RemoteBye or SipLegEndReason.Canceled => CallEndReason.CallerCanceled,
        SipLegEndReason.AckLost => CallEndReason.AckLost,
        _ => CallEndReason.DialogLost,
    };

    private static CallEndReason EndReason(MediaEndReason reason) => reason switch
    {
        MediaEndReason.RtpTimeout => CallEndReason.RtpTimeout,
        MediaEndReason.ApologyPlayed => CallEndReason.ApologyPlayed,
        MediaEndReason.NoInput => CallEndReason.NoInput,
        MediaEndReason.EndedByAgent => CallEndReason.EndedByAgent,
        _ => CallEndReason.MediaFailed,
    };

    private IEnumerable<CallEffect> Labelled(IEnumerable<CallEffect> effects) =>
        effects.Select(effect => effect is Record record ? new Record(Label(record.Event)) : effect);

    private TEvent Label<TEvent>(TEvent record)
        where TEvent : AuditEvent => record with { CallId = _callId, Tenant = _policy.Tenant, PolicyRevision = _policy.Revision };
}
