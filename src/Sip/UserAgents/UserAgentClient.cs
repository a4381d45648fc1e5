using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>The UAC core: RFC 3261 sections 8.1, 9.1, 13.2, 14.1 and 15.1.1. Touches no socket and no clock.</summary>
internal sealed class UserAgentClient(UserAgentState state)
{
    public SipLegId Invite(SipCallRequest call, SipFlow flow, TimeSpan now)
    {
        var leg = state.OpenLeg();
        var headers = NewRequestHeaders(SipMethods.Invite, call.Target, call.From, call.MaxForwards, flow.Local);
        foreach (var route in call.Routes)
        {
            headers.Add(SipHeaderNames.Route, route.Format());
        }

        headers.Add(SipHeaderNames.Contact, $"<{flow.Local.ToUri().Text}>").Add(SipHeaderNames.Allow, state.Options.Allow);
        AddContent(headers, call.Headers, call.ContentType, call.Body);
        leg.Inviting = Send(new SipRequest(SipMethods.Invite, call.Target, headers, call.Body), flow, leg, now);
        return leg.Id;
    }

    /// <summary>A new offer within an established leg. Ignored while another INVITE is under way on either side.</summary>
    public void Reinvite(SipLegId id, string contentType, ReadOnlyMemory<byte> body, TimeSpan now)
    {
        if (state.FindLeg(id) is not { IsEstablished: true, Ending: null, Inviting: null, OpenInvite: null } leg)
        {
            return;
        }

        var flow = leg.Dialog!.NextHop();
        var extra = new SipHeaders().Add(SipHeaderNames.Contact, $"<{flow.Local.ToUri().Text}>").Add(SipHeaderNames.Allow, state.Options.Allow);
        AddContent(extra, [], contentType, body);
        leg.Inviting = Send(leg.Dialog.CreateRequest(SipMethods.Invite, state.Tokens.NewBranch(), extra, body), flow, leg, now);
    }

    /// <summary>A request outside a dialog.</summary>
    public void Request(SipRequestId id, string method, SipUri target, SipFlow flow, TimeSpan now)
    {
        var headers = NewRequestHeaders(method, target, null, 70, flow.Local);
        headers.Add(SipHeaderNames.Contact, $"<{flow.Local.ToUri().Text}>").Add(SipHeaderNames.Accept, string.Join(", ", state.Options.ContentTypes));
        Send(new SipRequest(method, target, headers, default), flow, new OwnRequest(id, null), now);
    }

    /// <summary>A request other than INVITE and BYE within an established leg; without one, it ends at once without a response.</summary>
    public void Request(SipRequestId id, SipLegId legId, string method, IReadOnlyList<SipHeader> headers, string? contentType, ReadOnlyMemory<byte> body, TimeSpan now)
    {
        if (state.FindLeg(legId) is not { Dialog: { } dialog, IsEstablished: true, Ending: null } leg)
        {
            state.Events.Enqueue(new ResponseReceived(id, null));
            return;
        }

        var extra = new SipHeaders();
        AddContent(extra, headers, contentType, body);
        Send(dialog.CreateRequest(method, state.Tokens.NewBranch(), extra, body), dialog.NextHop(), new OwnRequest(id, leg), now);
    }

    /// <summary>CANCEL, as soon as a 1xx allows it (section 9.1); a 2xx that wins the race is answered by ACK and BYE.</summary>
    public void Cancel(Leg leg, TimeSpan now)
    {
        if (leg is { Inviting: { } invite, IsEstablished: false, CancelDeadline: null })
        {
            leg.IsCancelWanted = true;
            if (leg.HasProvisional)
            {
                state.Transactions.Send(invite.CreateCancel(), invite.Flow, now);
                leg.CancelDeadline = now + state.Options.Timers.TimerB;
                state.LegDeadlines.Note(leg);
            }
        }
    }

    /// <summary>Ends an established leg; while our 2xx has no ACK, BYE waits for it (section 15).</summary>
    public void Bye(Leg leg, SipHeaders headers, SipLegEndReason reason, TimeSpan now)
    {
        if (leg.Ending is not null)
        {
            return;
        }

        if (leg.Answer is not null)
        {
            leg.ByeWanted = headers;
            return;
        }

        leg.Ending = reason;
        Send(leg.Dialog!.CreateRequest(SipMethods.Bye, state.Tokens.NewBranch(), headers), leg.Dialog.NextHop(), leg, now);
    }

    public void Receive(SipResponse response, TimeSpan now)
    {
        if (state.Transactions.Receive(response, now) is not { } transaction)
        {
            return;
        }

        switch (transaction.Owner)
        {
            case Leg leg when transaction.Request.Method == SipMethods.Invite:
                ReceiveInviteResponse(leg, transaction, response, now);
                break;

            case Leg leg when !response.IsProvisional:
                state.End(leg, leg.Ending ?? SipLegEndReason.LocalBye, response);
                break;

            case OwnRequest own when !response.IsProvisional:
                EndOwnRequest(own, response, now);
                break;
        }
    }

    /// <summary>The peer stayed silent; 408 by ourselves (section 8.1.3.1).</summary>
    public void ReceiveTimeout(ClientTransaction transaction, TimeSpan now)
    {
        switch (transaction.Owner)
        {
            case Leg leg when transaction.Request.Method == SipMethods.Invite:
                leg.Inviting = null;
                EndInvite(leg, null, SipLegEndReason.Timeout, now);
                break;

            case Leg leg:
                state.End(leg, leg.Ending ?? SipLegEndReason.LocalBye);
                break;

            case OwnRequest own:
                EndOwnRequest(own, null, now);
                break;
        }
    }

    /// <summary>A cancelled INVITE got no final response: over, whatever comes (section 9.1).</summary>
    public void AdvanceCancel(Leg leg, TimeSpan now)
    {
        if (leg is { Inviting: { } invite, CancelDeadline: { } due } && now >= due)
        {
            state.Transactions.Abandon(invite);
            state.End(leg, SipLegEndReason.Canceled);
        }
    }

    private void ReceiveInviteResponse(Leg leg, ClientTransaction invite, SipResponse response, TimeSpan now)
    {
        if (response.IsProvisional)
        {
            leg.HasProvisional = true;
            if (leg.IsCancelWanted)
            {
                Cancel(leg, now);
            }
            else if (response.Status > 100 && state.IsAlive(leg))
            {
                state.Events.Enqueue(new LegProgressed(leg.Id, response));
            }
        }
        else if (response.IsSuccess)
        {
            ReceiveSuccess(leg, invite, response, now);
        }
        else
        {
            leg.Inviting = null;
            EndInvite(leg, response, SipLegEndReason.Refused, now);
        }
    }

    /// <summary>Every 2xx is acknowledged, each time it comes; a second called side of a forked INVITE is hung up (section 13.2.2.4).</summary>
    private void ReceiveSuccess(Leg leg, ClientTransaction invite, SipResponse response, TimeSpan now)
    {
        var id = new DialogId(response.CallId, invite.Request.From.Tag!, response.To.Tag ?? "");
        var sequence = invite.Request.CSeq.Number;
        if (leg.Acks.TryGetValue(id, out var ack) && ack.Sequence == sequence)
        {
            state.Outbox.Send(ack.Octets, ack.Flow);
            return;
        }

        leg.Inviting = null;
        if (leg.Dialog is null && state.IsAlive(leg))
        {
            state.SetDialog(leg, Dialog.ForClient(invite.Request, response, invite.Flow));
            leg.IsEstablished = true;
        }
        else if (leg.Dialog?.Id != id)
        {
            var other = Dialog.ForClient(invite.Request, response, invite.Flow);
            Acknowledge(leg, other, sequence);
            Send(other.CreateRequest(SipMethods.Bye, state.Tokens.NewBranch()), other.NextHop(), owner: null, now);
            return;
        }

        leg.Dialog!.RefreshTarget(response);
        Acknowledge(leg, leg.Dialog, sequence);
        if (leg.IsCancelWanted)
        {
            leg.CancelDeadline = null;
            Bye(leg, [], SipLegEndReason.Canceled, now);
        }
        else if (leg.Ending is null)
        {
            state.Events.Enqueue(new LegAnswered(leg.Id, response));
        }
    }

    private void Acknowledge(Leg leg, Dialog dialog, uint sequence)
    {
        var flow = dialog.NextHop();
        var octets = state.Outbox.Send(dialog.CreateAck(sequence, state.Tokens.NewBranch()), flow);
        leg.Acks[dialog.Id] = new SentAck(sequence, octets, flow);
    }

    private void EndInvite(Leg leg, SipResponse? response, SipLegEndReason reason, TimeSpan now)
    {
        if (!leg.IsEstablished)
        {
            state.End(leg, leg.IsCancelWanted ? SipLegEndReason.Canceled : reason, response);
        }
        else if (leg.Ending is null)
        {
            state.Events.Enqueue(new ReinviteRefused(leg.Id, response));
            EndIfGone(leg, response, now);
        }
    }

    private void EndOwnRequest(OwnRequest own, SipResponse? response, TimeSpan now)
    {
        state.Events.Enqueue(new ResponseReceived(own.Id, response));
        if (own.Leg is { Ending: null } leg && state.IsAlive(leg))
        {
            EndIfGone(leg, response, now);
        }
    }

    /// <summary>481, 408 and silence say that the peer has lost the dialog (section 12.2.1.2).</summary>
    private void EndIfGone(Leg leg, SipResponse? response, TimeSpan now)
    {
        if (response is null or { Status: 481 or 408 })
        {
            Bye(leg, [], SipLegEndReason.DialogGone, now);
        }
    }

    private ClientTransaction Send(SipRequest request, SipFlow flow, object? owner, TimeSpan now)
    {
        var transaction = state.Transactions.Send(request, flow, now);
        transaction.Owner = owner;
        return transaction;
    }

    private SipHeaders NewRequestHeaders(string method, SipUri target, SipUri? from, int maxForwards, SipLocalAddress local) => new SipHeaders()
        .Add(SipHeaderNames.Via, $"SIP/2.0/{local.Protocol} {local.Host}:{local.Port};branch={state.Tokens.NewBranch()};rport")
        .Add(SipHeaderNames.MaxForwards, maxForwards.ToString())
        .Add(SipHeaderNames.From, $"<{(from ?? local.ToUri()).Text}>;tag={state.Tokens.NewTag()}")
        .Add(SipHeaderNames.To, $"<{target.Text}>")
        .Add(SipHeaderNames.CallId, state.Tokens.NewCallId())
        .Add(SipHeaderNames.CSeq, new CSeq(1, method).Format());

    private static void AddContent(SipHeaders headers, IReadOnlyList<SipHeader> extra, string? contentType, ReadOnlyMemory<byte> body)
    {
        foreach (var header in extra)
        {
            headers.Add(header.Name, header.Value);
        }

        if (!body.IsEmpty && contentType is not null)
        {
            headers.Set(SipHeaderNames.ContentType, contentType);
        }
    }

    /// <summary>A request of ours whose final response the user waits for.</summary>
    private sealed record OwnRequest(SipRequestId Id, Leg? Leg);
}
