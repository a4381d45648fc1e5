using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>The UAS core: RFC 3261 sections 8.2, 9.2, 12.2.2, 13.3, 14.2 and 15.1.2. Touches no socket and no clock.</summary>
internal sealed class UserAgentServer(UserAgentState state, DialogRequests requests, InviteClient invites, ReferClient refers, ReferServer referrals)
{
    /// <param name="source">Where the request came from.</param>
    /// <param name="replyTo">Where its responses go (section 18.2.2).</param>
    public void Receive(SipRequest request, SipFlow source, SipFlow replyTo, TimeSpan now)
    {
        if (request.Method == SipMethods.Ack)
        {
            ReceiveAck(request, now);
            return;
        }

        var isMerged = request.To.Tag is null && request.Method != SipMethods.Cancel && state.Transactions.IsMerged(request);
        var transaction = state.Transactions.Open(request, replyTo, now);
        if (RequestInspection.Inspect(request, state.Options) is { } refusal)
        {
            Reply(transaction, state.Tokens.NewTag(), refusal, now);
        }
        else if (request.Method == SipMethods.Cancel)
        {
            ReceiveCancel(request, transaction, now);
        }
        else if (isMerged)
        {
            Reply(transaction, state.Tokens.NewTag(), new SipReply(482), now);
        }
        else if (request.To.Tag is null)
        {
            ReceiveOutsideDialog(transaction, source, now);
        }
        else if (state.FindLeg(DialogId.OfRequest(request)) is { } leg && leg.FindDialog(DialogId.OfRequest(request)) is { } dialog)
        {
            ReceiveInDialog(leg, dialog, transaction, now);
        }
        else
        {
            Reply(transaction, null, new SipReply(481), now);
        }
    }

    /// <summary>The user answers a request. An answer to one that has been answered, cancelled or ended is dropped.</summary>
    public void Respond(SipRequestId id, SipReply reply, TimeSpan now)
    {
        if (state.FindRequest(id) is not { } request)
        {
            return;
        }

        var isFinal = reply.Status >= 200;
        var method = request.Transaction.Request.Method;
        if (isFinal)
        {
            state.CloseRequest(request);
        }

        if (method == SipMethods.Refer)
        {
            reply = ReferServer.Complete(request.Transaction.Request, reply);
        }

        var sent = Reply(request.Transaction, request.Leg?.Dialog?.Id.LocalTag ?? state.Tokens.NewTag(), reply, now);
        if (!isFinal || sent is null || request.Leg is not { IsOver: false } leg)
        {
            return;
        }

        if (method == SipMethods.Invite)
        {
            Conclude(leg, request.Transaction, reply.Status, sent, now);
        }
        else if (reply.Status < 300 && SipMethods.RefreshesTarget(method))
        {
            leg.Dialog?.RefreshTarget(request.Transaction.Request);
            if (method == SipMethods.Refer)
            {
                referrals.Accept(leg, request.Transaction.Request, now);
            }
        }
    }

    /// <summary>The 2xx of a leg again, or, when nobody acknowledges it, BYE (section 13.3.1.4).</summary>
    public void AdvanceAnswer(Leg leg, TimeSpan now)
    {
        if (leg.Answer is not { } answer)
        {
            return;
        }

        var action = answer.Retransmission.Advance(now);
        if (action.HasFlag(TransactionAction.ResendResponse))
        {
            state.Counters.Count(SipCounter.Resent);
            state.Outbox.Send(answer.Octets, answer.Flow);
        }
        else if (action.HasFlag(TransactionAction.ReportTimeout))
        {
            state.Counters.Count(SipCounter.AcksLost);
            leg.Answer = null;
            requests.Bye(leg, leg.ByeWanted ?? [], SipLegEndReason.AckLost, now);
        }
    }

    /// <summary>Nobody answered a request in time: its sender has given up.</summary>
    public void ReceiveTimeout(ServerTransaction transaction)
    {
        if (transaction.Owner is OpenRequest request)
        {
            state.CloseRequest(request);
        }
    }

    /// <summary>487 to the INVITEs that their legs' end left open.</summary>
    public void TerminateOrphans(TimeSpan now)
    {
        while (state.Orphans.TryDequeue(out var invite))
        {
            Terminate(invite, now);
        }
    }

    /// <summary>The peer's INVITE has its final response.</summary>
    private void Conclude(Leg leg, ServerTransaction invite, int status, byte[] sent, TimeSpan now)
    {
        if (status < 300)
        {
            leg.IsEstablished = true;
            leg.Dialog!.RefreshTarget(invite.Request);
            leg.Answer = new PendingAnswer(invite.Request.CSeq.Number, sent, invite.Flow, new AnswerRetransmission(state.Options.Timers, now));
            state.LegDeadlines.Note(leg);
        }
        else if (!leg.IsEstablished)
        {
            state.End(leg, SipLegEndReason.Rejected);
        }
        else
        {
            invites.SendPlanned(leg, now);
        }
    }

    private void ReceiveAck(SipRequest ack, TimeSpan now)
    {
        if (state.FindLeg(DialogId.OfRequest(ack)) is not { } leg)
        {
            state.Counters.Count(SipCounter.StrayAcks);
            return;
        }

        if (leg.Answer is not { } answer || answer.Sequence != ack.CSeq.Number)
        {
            return; // an ACK that came again, its 2xx having crossed it
        }

        leg.Answer = null;
        state.Events.Enqueue(new LegConfirmed(leg.Id, ack));
        if (leg.ByeWanted is { } headers)
        {
            requests.Bye(leg, headers, SipLegEndReason.LocalBye, now);
        }

        invites.SendPlanned(leg, now);
    }

    /// <summary>Section 9.2: 200 whatever becomes of it; an INVITE that has its answer already stays as it is.</summary>
    private void ReceiveCancel(SipRequest cancel, ServerTransaction transaction, TimeSpan now)
    {
        if (state.Transactions.FindInvite(cancel) is not { } invite)
        {
            Reply(transaction, state.Tokens.NewTag(), new SipReply(481), now);
            return;
        }

        var open = invite.Owner as OpenRequest;
        Reply(transaction, open?.Leg?.Dialog?.Id.LocalTag ?? state.Tokens.NewTag(), new SipReply(200), now);
        if (open is not null && invite.IsOpen)
        {
            Terminate(open, now);
            if (open.Leg is { IsEstablished: false } leg)
            {
                state.End(leg, SipLegEndReason.Canceled, request: cancel);
            }
            else if (open.Leg is { } established)
            {
                invites.SendPlanned(established, now);
            }
        }
    }

    private void ReceiveOutsideDialog(ServerTransaction transaction, SipFlow source, TimeSpan now)
    {
        var request = transaction.Request;
        if (request.Method == SipMethods.Invite)
        {
            var leg = state.OpenLeg();
            state.SetDialog(leg, Dialog.ForServer(request, state.Tokens.NewTag(), source));
            leg.OpenInvite = state.OpenRequest(leg, transaction);
            Reply(transaction, null, new SipReply(100), now);
            state.Events.Enqueue(new InviteReceived(leg.Id, leg.OpenInvite.Id, request, source.Remote));
        }
        else if (request.Method == SipMethods.Bye || (request.Method == SipMethods.Notify && !state.Options.Methods.Contains(SipMethods.Notify)))
        {
            Reply(transaction, state.Tokens.NewTag(), new SipReply(481), now);
        }
        else if (request.Method == SipMethods.Refer && ReferServer.Inspect(null, request) is { } refusal)
        {
            Reply(transaction, state.Tokens.NewTag(), refusal, now);
        }
        else
        {
            state.Events.Enqueue(new RequestReceived(null, state.OpenRequest(null, transaction).Id, request));
        }
    }

    private void ReceiveInDialog(Leg leg, Dialog dialog, ServerTransaction transaction, TimeSpan now)
    {
        var request = transaction.Request;
        if (!dialog.TryAdvanceRemoteSequence(request.CSeq.Number))
        {
            Reply(transaction, null, new SipReply(500), now); // section 12.2.2: out of order
        }
        else if (request.Method == SipMethods.Bye && dialog == leg.Dialog)
        {
            Reply(transaction, null, new SipReply(200), now);
            if (leg.OpenInvite is { } open)
            {
                Terminate(open, now);
            }

            requests.LimitInvite(leg, now);
            state.End(leg, leg.Ending ?? SipLegEndReason.RemoteBye, request: request);
        }
        else if (leg.Ending is not null || request.Method == SipMethods.Bye)
        {
            Reply(transaction, null, new SipReply(481), now); // a called side ends no early dialog by BYE (section 15)
        }
        else if (request.Method == SipMethods.Invite)
        {
            ReceiveReinvite(leg, transaction, now);
        }
        else if (InspectInDialog(leg, request) is { } reply)
        {
            Reply(transaction, null, reply, now);
        }
        else
        {
            state.Events.Enqueue(new RequestReceived(leg.Id, state.OpenRequest(leg, transaction).Id, request));
        }
    }

    /// <returns>The endpoint's own answer; null for a request that the user answers.</returns>
    private SipReply? InspectInDialog(Leg leg, SipRequest request) => request.Method switch
    {
        SipMethods.Refer => ReferServer.Inspect(leg, request),
        SipMethods.Notify => refers.ReceiveNotify(leg, request) ?? (state.Options.Methods.Contains(SipMethods.Notify) ? null : new SipReply(489)),
        _ => null,
    };

    /// <summary>One INVITE at a time in each direction (section 14.2).</summary>
    private void ReceiveReinvite(Leg leg, ServerTransaction transaction, TimeSpan now)
    {
        if (leg.OpenInvite is not null)
        {
            Reply(transaction, null, new SipReply(500) { Headers = [new SipHeader(SipHeaderNames.RetryAfter, state.Tokens.NewDelay(10).ToString())] }, now);
            return;
        }

        if (leg.Inviting is not null || leg.WantedAck is not null || leg.Answer is not null)
        {
            Reply(transaction, null, new SipReply(491), now);
            return;
        }

        leg.OpenInvite = state.OpenRequest(leg, transaction);
        leg.LastReinvite = transaction;
        Reply(transaction, null, new SipReply(100), now);
        state.Events.Enqueue(new ReinviteReceived(leg.Id, leg.OpenInvite.Id, transaction.Request));
    }

    /// <summary>487 to an INVITE that a CANCEL or a BYE overtook.</summary>
    private void Terminate(OpenRequest invite, TimeSpan now)
    {
        state.CloseRequest(invite);
        Reply(invite.Transaction, invite.Leg?.Dialog?.Id.LocalTag, new SipReply(487), now);
    }

    /// <returns>The response as sent; null when the request has its final response already.</returns>
    private byte[]? Reply(ServerTransaction transaction, string? toTag, SipReply reply, TimeSpan now)
    {
        var request = transaction.Request;
        var bare = SipResponse.For(request.Headers, reply.Status, reply.Status > 100 ? toTag : null, reply.Body);
        var headers = bare.Headers;
        if (reply.Status == 100)
        {
            headers.CopyFrom(request.Headers, SipHeaderNames.Timestamp); // section 8.2.6.1
        }

        // What makes or refreshes a dialog, and what OPTIONS asks for (sections 12.1.1, 12.2.2, 11.2 and 13.3.1.4).
        var isOptions = request.Method == SipMethods.Options;
        if (reply.Status is > 100 and < 300 && (isOptions || SipMethods.RefreshesTarget(request.Method)))
        {
            headers.CopyFrom(request.Headers, SipHeaderNames.RecordRoute)
                .Add(SipHeaderNames.Contact, $"<{transaction.Flow.Local.ToUri().Text}>")
                .Add(SipHeaderNames.Allow, state.Options.Allow);
            if (isOptions)
            {
                headers.Add(SipHeaderNames.Accept, string.Join(", ", state.Options.ContentTypes));
            }
        }

        foreach (var header in reply.Headers)
        {
            headers.Set(header.Name, header.Value);
        }

        if (reply.ContentType is { } contentType)
        {
            headers.Set(SipHeaderNames.ContentType, contentType);
        }

        var response = new SipResponse(reply.Status, reply.ReasonPhrase ?? bare.ReasonPhrase, headers, reply.Body);
        return state.Transactions.Respond(transaction, response, now);
    }
}
