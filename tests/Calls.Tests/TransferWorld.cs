using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>
/// All that a call's machine meets in a transfer: a carrier, a colleague and a media plane that do what they like, seeded, in every order that the wire
/// and the endpoint allow. Throws when the machine asks for what cannot be.
/// </summary>
internal sealed class TransferWorld
{
    private static readonly Guid Id = Guid.NewGuid();

    private readonly Random _random;
    private readonly Dictionary<string, Queue<CallEvent>> _coming = new() { ["caller"] = [], ["agent"] = [], ["media"] = [] }; // in order from each, not among them
    private readonly HashSet<CallSide> _inviting = []; // our re-INVITE is open
    private readonly Dictionary<CallSide, SipRequestId> _asking = []; // the peer's is
    private readonly HashSet<SipRequestId> _forgotten = []; // answered by the endpoint, as their legs ended
    private readonly HashSet<CallSide> _gone = []; // the leg's end is on its way
    private long _requests;
    private bool _isWanted;

    public TransferWorld(int seed)
    {
        _random = new Random(seed);
        var ways = Enum.GetValues<TransferWay>();
        _random.Shuffle(ways);
        Machine = new CallMachine(Id, TransferMachineTests.Policy(ways.AsSpan(0, _random.Next(1, 4))), new("v=0\r\no=- 1 1\r\ncaller\r\n"), new CallOptions(), TimeSpan.Zero);
        Apply(Machine.Begin());
        Happen(new StartRecorded());
        Happen(new MediaReplied(new MediaAccepted(new("v=0\r\no=- 7 7\r\nproxy\r\n"))));
        Happen(new Acknowledged());
    }

    public CallMachine Machine { get; }

    public List<CallEffect> Effects { get; } = [];

    public bool IsCallerUp { get; private set; } = true;

    /// <summary>As far as the machine has been told.</summary>
    public bool IsAgentUp { get; private set; }

    public bool IsMediaOpen { get; private set; }

    /// <summary>Whom the caller's telephone sends its sound to.</summary>
    public string CallerHears { get; private set; } = "proxy";

    /// <summary>Nothing is on its way any more.</summary>
    public bool IsQuiet => _coming.Values.All(queue => queue.Count == 0);

    public void Run(int steps)
    {
        for (var step = 0; step < steps && Machine.State is not CallState.Over; step++)
        {
            if (_random.Next(4) == 0)
            {
                HappenByItself();
            }

            Deliver();
        }
    }

    /// <summary>What is on its way arrives, and nothing new begins.</summary>
    public void Settle()
    {
        while (!IsQuiet && Machine.State is not CallState.Over)
        {
            Deliver();
        }
    }

    public void HangUpCaller()
    {
        if (Machine.State is not CallState.Over)
        {
            End(CallSide.Caller, SipLegEndReason.RemoteBye);
            Settle();
        }
    }

    private void HappenByItself()
    {
        switch (_random.Next(_isWanted ? 14 : 4))
        {
            case < 3:
                _isWanted = true;
                _coming["media"].Enqueue(new MediaSignaled(new TransferWanted(Id, "billing", null)));
                break;
            case 3:
                _coming["media"].Enqueue(new MediaSignaled(new FailoverWanted(Id, FailoverReason.AgentSilent)));
                break;
            case 4 when IsMediaOpen:
                _coming["media"].Enqueue(new MediaSignaled(new MediaEnded(Id, MediaEndReason.ApologyPlayed)));
                break;
            case 5 when _random.Next(3) == 0:
                End(CallSide.Caller, _random.Next(2) == 0 ? SipLegEndReason.RemoteBye : SipLegEndReason.DialogGone);
                break;
            case 6 when IsAgentUp && Answered:
                End(CallSide.Agent, _random.Next(3) == 0 ? SipLegEndReason.AckLost : SipLegEndReason.RemoteBye);
                break;
            case 7 when _random.Next(8) == 0:
                Happen(new ShutDownBegun());
                break;
            case 8 when _random.Next(8) == 0:
                Happen(new Faulted());
                break;
            case 9 or 10:
                Ask(CallSide.Caller);
                break;
            case 11 or 12 when IsAgentUp && Answered:
                Ask(CallSide.Agent);
                break;
        }
    }

    /// <summary>The colleague has picked up, and its 200 has been acknowledged.</summary>
    private bool Answered { get; set; }

    /// <summary>A re-INVITE of the peer's; while one of ours is open the endpoint itself says 491.</summary>
    private void Ask(CallSide side)
    {
        if (!_gone.Contains(side) && !_inviting.Contains(side) && !_asking.ContainsKey(side))
        {
            _asking[side] = new SipRequestId(++_requests);
            Queue(side).Enqueue(new Reoffered(_asking[side], _random.Next(3) == 0 ? null : new("v=0\r\nhold\r\n"), side));
        }
    }

    private void Deliver()
    {
        var ready = _coming.Where(from => from.Value.Count > 0).ToList();
        if (ready.Count > 0)
        {
            Happen(ready[_random.Next(ready.Count)].Value.Dequeue());
        }
    }

    private void Happen(CallEvent happened)
    {
        switch (happened)
        {
            case SessionAnswered { Side: var side }:
                _inviting.Remove(side);
                break;
            case SessionOffered { Side: var side }:
                _inviting.Remove(side);
                break;
            case SessionRefused { Side: var side }:
                _inviting.Remove(side);
                break;
            case LegOver { Side: CallSide.Caller }:
                IsCallerUp = false;
                Forget(CallSide.Caller);
                break;
            case LegOver or AgentUnreachable:
                IsAgentUp = false;
                Forget(CallSide.Agent);
                break;
        }

        Apply(Machine.Handle(TimeSpan.FromSeconds(1), happened));
    }

    private void Apply(IReadOnlyList<CallEffect> effects)
    {
        foreach (var effect in effects)
        {
            Effects.Add(effect);
            Apply(effect);
        }
    }

    private void Apply(CallEffect effect)
    {
        switch (effect)
        {
            case OpenMedia:
                IsMediaOpen = true;
                break;
            case CloseMedia:
                Require(IsMediaOpen, "media is closed once");
                IsMediaOpen = false;
                break;
            case HangUp { Side: CallSide.Caller }:
                Require(IsCallerUp, "a caller that is there is hung up");
                IsCallerUp = false;
                Forget(CallSide.Caller);
                break;
            case HangUp:
                Require(IsAgentUp, "a colleague that is there is hung up");
                IsAgentUp = false;
                Forget(CallSide.Agent);
                break;
            case ReferCaller:
                Refer();
                break;
            case CallAgent call:
                CallAgent(call);
                break;
            case OfferSession offer:
                Answer(offer);
                break;
            case AcknowledgeOffer { Side: CallSide.Agent }:
                Require(IsAgentUp, "a colleague that is there is acknowledged");
                Answered = true;
                break;
            case AnswerReoffer answer:
                var asked = _asking.Where(asked => asked.Value == answer.Request).ToList();
                Require(asked.Count == 1 || _forgotten.Contains(answer.Request), "a re-INVITE is answered once");
                asked.ForEach(pair => _asking.Remove(pair.Key));
                break;
            case OfferBridge offer:
                Require(IsMediaOpen, "there is media to offer");
                _coming["media"].Enqueue(new BridgeOffered(offer.Attempt, _random.Next(4) == 0 ? null : new("bridge")));
                break;
            case JoinBridge join:
                Require(IsMediaOpen, "there is media to join");
                _coming["media"].Enqueue(new Bridged(join.Attempt, _random.Next(4) > 0));
                break;
        }
    }

    private void Refer()
    {
        Require(IsCallerUp && !IsAgentUp, "the carrier is asked while nobody is called");
        if (_gone.Contains(CallSide.Caller))
        {
            return;
        }

        var outcome = Enum.GetValues<SipReferOutcome>()[_random.Next(6)]; // all but the leg's end
        if (_random.Next(2) == 0)
        {
            _coming["caller"].Enqueue(new ReferAccepted());
        }

        if (_random.Next(8) == 0)
        {
            _coming["caller"].Enqueue(new Referred(SipReferOutcome.LegOver, null));
            End(CallSide.Caller, SipLegEndReason.RemoteBye);
            return;
        }

        _coming["caller"].Enqueue(new Referred(outcome, outcome switch { SipReferOutcome.Succeeded => 200, SipReferOutcome.Failed => 486, SipReferOutcome.Refused => 603, _ => null }));
    }

    private void CallAgent(CallAgent call)
    {
        Require(IsCallerUp && !IsAgentUp, "one colleague at a time");
        (IsAgentUp, Answered) = (true, false);
        CallEvent first = _random.Next(6) switch
        {
            0 => new AgentUnreachable(call.Attempt),
            1 => new LegOver(SipLegEndReason.Refused, CallSide.Agent, 486),
            2 => new LegOver(SipLegEndReason.Timeout, CallSide.Agent),
            _ when call.Offer is null && _random.Next(6) > 0 => new SessionOffered(CallSide.Agent, new("agent")),
            _ => new SessionAnswered(CallSide.Agent, call.Offer is null || _random.Next(6) == 0 ? null : new("agent")),
        };
        _coming["agent"].Enqueue(first);
        Answered = first is SessionAnswered;
        if (first is LegOver or AgentUnreachable)
        {
            _gone.Add(CallSide.Agent);
        }
        else if (_random.Next(3) == 0)
        {
            End(CallSide.Agent, _random.Next(2) == 0 ? SipLegEndReason.AckLost : SipLegEndReason.RemoteBye);
        }
    }

    /// <summary>What a peer says to our re-INVITE. The caller's takes the session that it answers.</summary>
    private void Answer(OfferSession offer)
    {
        Require(offer.Side is CallSide.Caller ? IsCallerUp : IsAgentUp, "who is there is offered a session");
        if (_gone.Contains(offer.Side))
        {
            return; // the endpoint knows no such leg
        }

        Require(_inviting.Add(offer.Side), "one re-INVITE at a time");
        var isTaken = _random.Next(4) > 0;
        if (isTaken && offer is { Side: CallSide.Caller, Offer: { } session })
        {
            CallerHears = session.Reveal().Contains("proxy", StringComparison.Ordinal) ? "proxy" : "agent";
        }

        Queue(offer.Side).Enqueue(
            !isTaken ? new SessionRefused(offer.Side, 488)
            : offer.Offer is null ? new SessionOffered(offer.Side, new("peer"))
            : new SessionAnswered(offer.Side, _random.Next(8) == 0 ? null : new("v=0\r\npeer\r\n")));
    }

    private void End(CallSide side, SipLegEndReason reason)
    {
        if (_gone.Add(side))
        {
            Queue(side).Enqueue(new LegOver(reason, side));
        }
    }

    /// <summary>After a leg's end the endpoint tells no more of it, and has answered what was open.</summary>
    private void Forget(CallSide side)
    {
        Queue(side).Clear();
        _inviting.Remove(side);
        _gone.Remove(side);
        if (_asking.Remove(side, out var request))
        {
            _forgotten.Add(request);
        }
    }

    private Queue<CallEvent> Queue(CallSide side) => _coming[side is CallSide.Caller ? "caller" : "agent"];

    private static void Require(bool isSo, string what)
    {
        if (!isSo)
        {
            throw new InvalidOperationException($"What does not hold: {what}.");
        }
    }
}
