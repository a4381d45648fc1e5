using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
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
/// Answered, Talking --media ended: BYE--> Over          failover wanted: the hook is asked, the session goes on
/// </code>
/// A media session that is accepted after the call is over is closed again; until the media plane has replied, the machine is kept.
/// </remarks>
public sealed class CallMachine
{
    private readonly Guid _callId;
    private readonly TenantPolicy _policy;
    private readonly Sensitive<string> _offer;
    private readonly CallOptions _options;
    private readonly TimeSpan _begunAt;
    private Sensitive<string> _answer;
    private bool _isMediaAsked;
    private bool _isMediaOpen;

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
        (CallState.Answered or CallState.Talking, Reoffered again) => [new AnswerReoffer(again.Request, ReplyTo(again))],
        (_, LegOver over) => End(EndReason(over.Reason), now, sendsBye: false),
        (CallState.Recording or CallState.Opening, MediaSignaled { Signal: MediaEnded }) => Refuse(CallRefusalReason.MediaUnavailable, _options.RetryAfter),
        (CallState.Recording or CallState.Opening, ShutDownBegun) => Refuse(CallRefusalReason.NoCapacity, _options.RetryAfter),
        (CallState.Recording or CallState.Opening, Faulted) => Refuse(CallRefusalReason.InternalError, null),
        (CallState.Recording or CallState.Opening, _) => [],
        (_, MediaSignaled { Signal: FailoverWanted wanted }) => WantFailover(wanted.Reason),
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

    private List<CallEffect> End(CallEndReason reason, TimeSpan now, bool sendsBye)
    {
        EndedBecause = reason;
        List<CallEffect> effects = sendsBye ? [new HangUp(CallReplies.ReasonHeader(reason))] : [];
        return [.. effects, .. Leave(Label(new CallEnded(AuditLabel.Of(reason), now - _begunAt)))];
    }

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

    private List<CallEffect> WantFailover(FailoverReason reason) =>
        [new Record(Label(new FaultOccurred(AuditLabel.OfType(typeof(IMediaPlane)), AuditLabel.Of(reason)))), new OfferFailover(reason)];

    /// <summary>The same offer, or none, gets the session as it is; another is refused, and the session goes on.</summary>
    private SipReply ReplyTo(Reoffered again) =>
        again.Offer is not { } offer || SessionDescription.IsSame(offer.Reveal(), _offer.Reveal()) ? CallReplies.Answer(_answer) : CallReplies.SessionStays;

    private CallEndReason EndReason(SipLegEndReason reason) => reason switch
    {
        SipLegEndReason.RemoteBye when State is CallState.Answered or CallState.Talking => CallEndReason.CallerHungUp,
        SipLegEndReason.RemoteBye or SipLegEndReason.Canceled => CallEndReason.CallerCanceled,
        SipLegEndReason.AckLost => CallEndReason.AckLost,
        _ => CallEndReason.DialogLost,
    };

    private static CallEndReason EndReason(MediaEndReason reason) => reason switch
    {
        MediaEndReason.RtpTimeout => CallEndReason.RtpTimeout,
        MediaEndReason.ApologyPlayed => CallEndReason.ApologyPlayed,
        MediaEndReason.NoInput => CallEndReason.NoInput,
        _ => CallEndReason.MediaFailed,
    };

    private TEvent Label<TEvent>(TEvent record)
        where TEvent : AuditEvent => record with { CallId = _callId, Tenant = _policy.Tenant, PolicyRevision = _policy.Revision };
}
