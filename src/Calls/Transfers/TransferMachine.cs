using System.Collections.Immutable;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Transfers;

/// <summary>One transfer, from the wish to the join or to the last way that led nowhere. Touches no socket, no clock and no log.</summary>
/// <remarks>
/// <code>
/// refer:  Referring --NOTIFY 2xx--> Succeeded                          else: the next way
/// direct: Calling --200 with offer--> Rejoining --caller's 200: ACK with it--> Succeeded
///                                               --caller refuses--> next way
///                                               --colleague gone--> Forsaken --caller refuses--> next way
///                                                                            --caller's 200--> Restoring --200--> next way
///                                                                                                        --refused--> Lost
/// anchor: Offering --media offers--> Calling --200 with answer--> Bridging --media joins--> Succeeded
/// no way left: Failed
/// </code>
/// The caller's session changes by a re-INVITE alone, and one that is refused leaves it as it was (RFC 3261 section 14.1). Every wait is bounded by the
/// endpoint's timers or by the media plane's reply.
/// </remarks>
/// <param name="session">Our own session description, as the caller has it.</param>
internal sealed class TransferMachine(Handover handover, Sensitive<string> session)
{
    private ImmutableArray<TransferWay> _left = handover.Target.Ways;
    private int _attempt;
    private bool _isAccepted;

    public TransferStep Step { get; private set; }

    /// <summary>The way that is tried, or was tried last.</summary>
    public TransferWay Way { get; private set; }

    /// <summary>What the last way came to that failed.</summary>
    public TransferFailure Failure { get; private set; } = TransferFailure.Unreachable;

    /// <summary>A leg to the colleague has been asked for and is not known to be over.</summary>
    public bool HasAgent { get; private set; }

    /// <summary>Our own session description, as the caller has it now.</summary>
    public Sensitive<string> Session { get; private set; } = session;

    /// <summary>The caller's, where it has told a new one.</summary>
    public Sensitive<string>? CallerSession { get; private set; }

    /// <summary>What the colleague was offered through this node; null for the other ways.</summary>
    public Sensitive<string>? Offer { get; private set; }

    /// <summary>What the colleague answered to it.</summary>
    public Sensitive<string>? Answer { get; private set; }

    public bool IsOver => Step is TransferStep.Succeeded or TransferStep.Failed or TransferStep.Lost;

    public IReadOnlyList<CallEffect> Begin() =>
        [new Record(new TransferBegan(new DeclaredNames(handover.Terms.Targets.Select(target => target.Name)).LabelOf(handover.Target.Name))), .. TryNext()];

    public IReadOnlyList<CallEffect> Handle(CallEvent happened) => (Step, happened) switch
    {
        (TransferStep.Referring, ReferAccepted) => Accept(),
        (TransferStep.Referring, Referred referred) => FollowRefer(referred),
        (TransferStep.Offering, BridgeOffered offered) when offered.Attempt == _attempt => offered.Offer is { } offer ? CallAgent(offer) : Fail(TransferFailure.NotJoined, null),
        (TransferStep.Calling, AgentUnreachable unreachable) when unreachable.Attempt == _attempt => LoseAgent(TransferFailure.Unreachable, null),
        (TransferStep.Calling, LegOver { Side: CallSide.Agent } over) => LoseAgent(FailureOf(over.Status), over.Status),
        (TransferStep.Calling, SessionOffered { Side: CallSide.Agent } offered) when Way is TransferWay.Direct => Rejoin(offered.Offer),
        (TransferStep.Calling, SessionAnswered { Side: CallSide.Agent, Answer: { } answer }) when Way is TransferWay.Anchor => Bridge(answer),
        (TransferStep.Calling, SessionOffered { Side: CallSide.Agent } or SessionAnswered { Side: CallSide.Agent }) => Fail(TransferFailure.NotJoined, null),
        (TransferStep.Rejoining, SessionAnswered { Side: CallSide.Caller, Answer: { } answer }) => Succeed(new AcknowledgeOffer(CallSide.Agent, answer)),
        (TransferStep.Rejoining, SessionAnswered { Side: CallSide.Caller }) => [.. DropAgent(), .. Restore()],
        (TransferStep.Rejoining or TransferStep.Forsaken, SessionRefused { Side: CallSide.Caller } refused) => Fail(TransferFailure.NotJoined, refused.Status),
        (TransferStep.Rejoining, LegOver { Side: CallSide.Agent }) => Forsake(),
        (TransferStep.Forsaken, SessionAnswered { Side: CallSide.Caller }) => Restore(),
        (TransferStep.Restoring, SessionAnswered { Side: CallSide.Caller } answered) => Restored(answered.Answer),
        (TransferStep.Restoring, SessionRefused { Side: CallSide.Caller }) => Lose(),
        (TransferStep.Bridging, LegOver { Side: CallSide.Agent }) => NoteAgentGone(),
        (TransferStep.Bridging, Bridged bridged) when bridged.Attempt == _attempt => bridged.IsJoined ? Succeed() : Fail(TransferFailure.NotJoined, null),
        _ => [],
    };

    /// <summary>The call ends in the middle of it.</summary>
    /// <param name="isByCarrier">The carrier hung up.</param>
    public IReadOnlyList<CallEffect> Abandon(bool isByCarrier)
    {
        var outcome = isByCarrier && Step is TransferStep.Referring && _isAccepted ? TransferOutcome.Unknown : TransferOutcome.Abandoned;
        return [.. DropAgent(), new CountTransfer(Way, outcome), new Record(new TransferFailed(AuditLabel.Of(Way), AuditLabel.Of(outcome), 0))];
    }

    /// <summary>The colleague's leg is over.</summary>
    public void ForgetAgent() => HasAgent = false;

    /// <summary>What a final status says of why it failed; null, and 487 that our own CANCEL brought, say that nobody answered.</summary>
    public static TransferFailure FailureOf(int? status) => status switch
    {
        null or 408 or 480 or 487 => TransferFailure.NoAnswer,
        486 or 600 => TransferFailure.Busy,
        404 or 410 or 484 or 502 or 503 or 504 or 604 => TransferFailure.Unreachable,
        _ => TransferFailure.Refused,
    };

    private List<CallEffect> TryNext()
    {
        if (_left.IsEmpty)
        {
            Step = TransferStep.Failed;
            return [];
        }

        (Way, _left, _attempt) = (_left[0], _left.RemoveAt(0), _attempt + 1);
        switch (Way)
        {
            case TransferWay.Refer:
                (Step, _isAccepted) = (TransferStep.Referring, false);
                return [new ReferCaller(handover)];
            case TransferWay.Direct:
                return CallAgent(null);
            default:
                Step = TransferStep.Offering;
                return [new OfferBridge(_attempt)];
        }
    }

    private List<CallEffect> Accept()
    {
        _isAccepted = true;
        return [];
    }

    private List<CallEffect> FollowRefer(Referred referred) => referred.Outcome switch
    {
        SipReferOutcome.Succeeded or SipReferOutcome.Accepted => Succeed(),
        SipReferOutcome.LegOver => [], // the leg's own end follows
        SipReferOutcome.Refused => Fail(TransferFailure.Refused, referred.Status),
        _ => Fail(FailureOf(referred.Status), referred.Status),
    };

    private List<CallEffect> CallAgent(Sensitive<string>? offer)
    {
        (Step, Offer, HasAgent) = (TransferStep.Calling, offer, true);
        return [new CallAgent(_attempt, handover, offer)];
    }

    private List<CallEffect> Rejoin(Sensitive<string> offer)
    {
        Step = TransferStep.Rejoining;
        return [new OfferSession(CallSide.Caller, offer)];
    }

    private List<CallEffect> Bridge(Sensitive<string> answer)
    {
        (Step, Answer) = (TransferStep.Bridging, answer);
        return [new JoinBridge(_attempt, answer)];
    }

    private List<CallEffect> Forsake()
    {
        (Step, HasAgent) = (TransferStep.Forsaken, false);
        return [];
    }

    private List<CallEffect> NoteAgentGone()
    {
        HasAgent = false; // the media plane's reply says whether the call can go on without
        return [];
    }

    private List<CallEffect> LoseAgent(TransferFailure failure, int? status)
    {
        HasAgent = false;
        return Fail(failure, status);
    }

    private List<CallEffect> Restore()
    {
        (Step, Session) = (TransferStep.Restoring, SessionDescription.Raise(Session));
        return [new OfferSession(CallSide.Caller, Session)];
    }

    private List<CallEffect> Restored(Sensitive<string>? answer)
    {
        CallerSession = answer ?? CallerSession;
        return Fail(TransferFailure.NotJoined, null);
    }

    private List<CallEffect> Lose()
    {
        Step = TransferStep.Lost;
        return Note(TransferFailure.NotJoined, null);
    }

    private List<CallEffect> Succeed(params ReadOnlySpan<CallEffect> first)
    {
        Step = TransferStep.Succeeded;
        return [.. first, new CountTransfer(Way, TransferOutcome.Succeeded), new Record(new TransferSucceeded(AuditLabel.Of(Way)))];
    }

    private List<CallEffect> Fail(TransferFailure failure, int? status) => [.. DropAgent(), .. Note(failure, status), .. TryNext()];

    private List<CallEffect> Note(TransferFailure failure, int? status)
    {
        Failure = failure;
        return [new CountTransfer(Way, TransferOutcome.Failed), new Record(new TransferFailed(AuditLabel.Of(Way), AuditLabel.Of(failure), status ?? 0))];
    }

    private List<CallEffect> DropAgent()
    {
        if (!HasAgent)
        {
            return [];
        }

        HasAgent = false;
        return [new HangUp(null, CallSide.Agent)];
    }
}
