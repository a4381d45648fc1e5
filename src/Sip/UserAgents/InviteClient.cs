using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>Our INVITEs, first and later, up to their ACK: RFC 3261 sections 9.1, 13.2 and 14.1. Touches no socket and no clock.</summary>
internal sealed class InviteClient(UserAgentState state, DialogRequests requests)
{
    /// <summary>How often a re-INVITE is sent while the peer answers 491.</summary>
    private const int MostAttempts = 5;

    /// <summary>Called sides of one INVITE that are told apart before the answer; more are served all the same, from their 2xx on.</summary>
    private const int MostEarlyDialogs = 16;

    /// <param name="invite">The request, whole.</param>
    /// <param name="answerWithin">When to cancel it; null for never.</param>
    public SipLegId Invite(SipRequest invite, SipFlow flow, TimeSpan? answerWithin, TimeSpan now)
    {
        var leg = state.OpenLeg();
        var transaction = state.Send(invite, flow, owner: null, now);
        leg.Inviting = new SentInvite(leg, transaction, plan: null) { CancelAt = now + answerWithin };
        transaction.Owner = leg.Inviting;
        state.LegDeadlines.Note(leg);
        return leg.Id;
    }

    /// <summary>
    /// A new session for a leg, sent as soon as no INVITE is under way on either side (section 14.1). One that still waits is replaced: the session
    /// that it wanted is not wanted any more.
    /// </summary>
    public void Reinvite(SipLegId id, string contentType, ReadOnlyMemory<byte> body, TimeSpan now)
    {
        if (state.FindLeg(id) is { Ending: null, ByeWanted: null } leg)
        {
            leg.Planned = new PlannedReinvite(contentType, body, Attempt: 1, leg.Planned?.NotBefore);
            SendPlanned(leg, now);
        }
    }

    /// <summary>To be called whenever an INVITE of either side is over.</summary>
    public void SendPlanned(Leg leg, TimeSpan now)
    {
        if (leg is not { IsOver: false, IsEstablished: true, Ending: null, Planned: { } plan, Inviting: null, WantedAck: null, OpenInvite: null, Answer: null }
            || now < plan.NotBefore)
        {
            return;
        }

        if (leg.LastReinvite is { Invite.State: Transactions.InviteServerState.Completed })
        {
            Plan(leg, plan with { NotBefore = now + state.Options.Timers.T1 }); // the peer may not know yet that its own was refused
            return;
        }

        leg.Planned = null;
        var headers = new SipHeaders().Add(SipHeaderNames.Allow, state.Options.Allow);
        if (!plan.Body.IsEmpty)
        {
            headers.Add(SipHeaderNames.ContentType, plan.ContentType);
        }

        var transaction = requests.Send(leg, SipMethods.Invite, headers, plan.Body, owner: null, now);
        leg.Inviting = new SentInvite(leg, transaction, plan) { CancelAt = now + state.Options.Timers.TimerB };
        transaction.Owner = leg.Inviting;
        state.LegDeadlines.Note(leg);
    }

    /// <summary>The answer to the offer of <see cref="LegOffered"/>.</summary>
    public void Acknowledge(SipLegId id, string contentType, ReadOnlyMemory<byte> body, TimeSpan now)
    {
        if (state.FindLeg(id) is { WantedAck: { } wanted, Dialog: { } dialog } leg)
        {
            leg.WantedAck = null;
            requests.Acknowledge(leg, dialog, wanted.Sequence, contentType, body);
            SendPlanned(leg, now);
        }
    }

    /// <summary>CANCEL, as soon as a 1xx allows it (section 9.1); a 2xx to a first INVITE that wins the race is answered by ACK and BYE.</summary>
    public void Cancel(SentInvite invite, SipLegEndReason reason, TimeSpan now)
    {
        invite.CancelReason ??= reason;
        invite.CancelAt = null;
        if (invite is { HasProvisional: true, IsCancelSent: false })
        {
            invite.IsCancelSent = true;
            state.Send(invite.Transaction.CreateCancel(), invite.Transaction.Flow, owner: null, now);
            state.Transactions.Limit(invite.Transaction, now);
        }
    }

    public void ReceiveResponse(SentInvite invite, SipResponse response, TimeSpan now)
    {
        if (response.IsProvisional)
        {
            ReceiveProvisional(invite, response, now);
        }
        else if (response.IsSuccess)
        {
            ReceiveSuccess(invite, response, now);
        }
        else
        {
            EndInvite(invite, response, SipLegEndReason.Refused, now);
        }
    }

    /// <summary>No final response, or, after a CANCEL, none in time.</summary>
    public void ReceiveTimeout(SentInvite invite, TimeSpan now) => EndInvite(invite, null, SipLegEndReason.Timeout, now);

    public void Advance(Leg leg, TimeSpan now)
    {
        if (leg.Inviting is { CancelAt: { } cancelAt } invite && now >= cancelAt)
        {
            Cancel(invite, SipLegEndReason.Timeout, now);
        }

        if (leg.WantedAck is { } wanted && now >= wanted.GiveUpAt)
        {
            requests.Bye(leg, [], SipLegEndReason.AckLost, now);
        }

        if (leg.Planned is { NotBefore: { } notBefore } plan && now >= notBefore)
        {
            leg.Planned = plan with { NotBefore = null };
            SendPlanned(leg, now);
        }
    }

    private void ReceiveProvisional(SentInvite invite, SipResponse response, TimeSpan now)
    {
        var leg = invite.Leg;
        invite.HasProvisional = true;
        if (invite.CancelReason is { } reason)
        {
            Cancel(invite, reason, now);
        }
        else if (response.Status > 100 && leg is { IsOver: false, Ending: null })
        {
            if (leg.Dialog is null && response.To.Tag is not null && leg.EarlyDialogs.Count < MostEarlyDialogs)
            {
                state.AddEarlyDialog(leg, Dialog.ForClient(invite.Transaction.Request, response, invite.Transaction.Flow));
            }

            state.Events.Enqueue(new LegProgressed(leg.Id, response));
        }
    }

    /// <summary>Every 2xx is acknowledged, each time it comes; a second called side of a forked INVITE is hung up (section 13.2.2.4).</summary>
    private void ReceiveSuccess(SentInvite invite, SipResponse response, TimeSpan now)
    {
        var (leg, request) = (invite.Leg, invite.Transaction.Request);
        var id = new DialogId(response.CallId, request.From.Tag!, response.To.Tag ?? "");
        if (leg.Acks.TryGetValue(id, out var ack) && ack.Sequence == invite.Sequence)
        {
            state.Outbox.Send(ack.Octets, ack.Flow);
            return;
        }

        CloseInvite(invite);
        if (leg is { Dialog: null, IsOver: false })
        {
            Establish(leg, id, invite, response);
        }
        else if (leg.Dialog?.Id != id)
        {
            requests.Dismiss(leg, Dialog.ForClient(request, response, invite.Transaction.Flow), invite.Sequence, now);
            return;
        }
        else if (leg.WantedAck?.Sequence == invite.Sequence)
        {
            return; // it came again while the user looks for its answer
        }

        leg.Dialog!.RefreshTarget(response);
        var reason = invite.Plan is null ? invite.CancelReason : null;
        if (request.Body.IsEmpty && !response.Body.IsEmpty && reason is null && leg is { IsOver: false, Ending: null })
        {
            leg.WantedAck = new WantedAck(invite.Sequence, now + state.Options.Timers.TimerH);
            state.LegDeadlines.Note(leg);
            state.Events.Enqueue(new LegOffered(leg.Id, response));
            return;
        }

        requests.Acknowledge(leg, leg.Dialog, invite.Sequence, null, default);
        if (leg is not { IsOver: false, Ending: null })
        {
            return;
        }

        if (reason is { } why)
        {
            requests.Bye(leg, [], why, now);
        }
        else
        {
            state.Events.Enqueue(new LegAnswered(leg.Id, response));
            SendPlanned(leg, now);
        }
    }

    /// <summary>The first 2xx wins; the dialog that it confirms may have been an early one.</summary>
    private void Establish(Leg leg, DialogId id, SentInvite invite, SipResponse response)
    {
        var early = leg.EarlyDialogs.GetValueOrDefault(id);
        early?.Confirm(response);
        state.SetDialog(leg, early ?? Dialog.ForClient(invite.Transaction.Request, response, invite.Transaction.Flow));
        leg.IsEstablished = true;
    }

    /// <param name="response">Null for none.</param>
    private void EndInvite(SentInvite invite, SipResponse? response, SipLegEndReason reason, TimeSpan now)
    {
        var leg = invite.Leg;
        CloseInvite(invite);
        if (leg is not { IsOver: false, Ending: null })
        {
            return;
        }

        if (invite.Plan is not { } plan)
        {
            state.End(leg, invite.CancelReason ?? reason, response);
        }
        else if (response?.Status == 491 && (leg.Planned ?? (plan.Attempt < MostAttempts ? plan with { Attempt = plan.Attempt + 1 } : null)) is { } next)
        {
            Plan(leg, next with { NotBefore = now + state.Tokens.NewGlareDelay(leg.Dialog!.IsCaller) });
        }
        else
        {
            state.Events.Enqueue(new ReinviteRefused(leg.Id, response));
            requests.EndIfGone(leg, response, now);
            SendPlanned(leg, now);
        }
    }

    private void Plan(Leg leg, PlannedReinvite plan)
    {
        leg.Planned = plan;
        state.LegDeadlines.Note(leg);
    }

    private static void CloseInvite(SentInvite invite)
    {
        if (invite.Leg.Inviting == invite)
        {
            invite.Leg.Inviting = null;
        }
    }
}
