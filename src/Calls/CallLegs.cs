using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>Which SIP leg is which call's, and what is done to one. Touched by the server's loop alone.</summary>
/// <param name="tryPost">Puts work into the loop's mailbox, from any thread; false when it takes no more.</param>
internal sealed class CallLegs(SipEndpoint sip, CallErrands errands, Func<Action, bool> tryPost)
{
    private readonly Dictionary<SipLegId, CallSeat> _seats = [];

    /// <summary>Null for one that is nobody's any more.</summary>
    public CallSeat? Find(SipLegId leg) => _seats.TryGetValue(leg, out var seat) ? seat : null;

    public void Add(Call call) => _seats.Add(call.Leg, new CallSeat(call, CallSide.Caller));

    /// <summary>The leg is over.</summary>
    /// <returns>Whose it was.</returns>
    public CallSeat? Remove(SipLegId leg)
    {
        if (!_seats.Remove(leg, out var seat))
        {
            return null;
        }

        if (seat.Side is CallSide.Agent)
        {
            seat.Call.Agent = null;
        }

        return seat;
    }

    /// <summary>The call is over.</summary>
    public void Remove(Call call)
    {
        _seats.Remove(call.Leg);
        DropAgent(call, null);
    }

    public void Refer(Call call, Handover handover) => sip.Refer(call.Leg, TransferRequests.Referral(handover, call.Called));

    public void CallAgent(Call call, CallAgent wanted)
    {
        var agent = new AgentLeg();
        call.Agent = agent;
        errands.CallAgent(call, wanted.Attempt, TransferRequests.Invite(wanted.Handover, wanted.Offer, call.Called), leg =>
        {
            if (!tryPost(() => Seat(call, agent, leg)))
            {
                sip.HangUp(leg); // this process stops
            }
        });
    }

    public void Offer(Call call, OfferSession offer)
    {
        if (LegOf(call, offer.Side) is { } leg)
        {
            sip.Reinvite(leg, CallReplies.Sdp, TransferRequests.Octets(offer.Offer));
        }
    }

    public void Acknowledge(Call call, AcknowledgeOffer acknowledge)
    {
        if (LegOf(call, acknowledge.Side) is { } leg)
        {
            sip.Acknowledge(leg, CallReplies.Sdp, TransferRequests.Octets(acknowledge.Answer));
        }
    }

    /// <summary>What becomes of the leg afterwards is the endpoint's business.</summary>
    public void HangUp(Call call, HangUp hangUp)
    {
        if (hangUp.Side is CallSide.Agent)
        {
            DropAgent(call, hangUp.Reason);
        }
        else
        {
            HangUp(call.Leg, hangUp.Reason);
        }
    }

    private static SipLegId? LegOf(Call call, CallSide side) => side is CallSide.Caller ? call.Leg : call.Agent?.Id;

    private void HangUp(SipLegId leg, SipHeader? reason) => sip.HangUp(leg, reason is { } header ? [header] : []);

    /// <summary>The colleague's leg has its number; its events follow.</summary>
    private void Seat(Call call, AgentLeg agent, SipLegId leg)
    {
        agent.Id = leg;
        if (agent.IsDropped)
        {
            sip.HangUp(leg);
        }
        else
        {
            _seats.Add(leg, new CallSeat(call, CallSide.Agent));
        }
    }

    private void DropAgent(Call call, SipHeader? reason)
    {
        if (call.Agent is not { } agent)
        {
            return;
        }

        (agent.IsDropped, call.Agent) = (true, null);
        if (agent.Id is { } leg)
        {
            _seats.Remove(leg);
            HangUp(leg, reason);
        }
    }
}
