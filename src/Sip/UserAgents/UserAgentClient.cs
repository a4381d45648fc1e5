using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>
/// The UAC core: RFC 3261 section 8.1. Makes requests, and hands their responses to whoever they are about: <see cref="InviteClient"/>,
/// <see cref="ReferClient"/>, the leg that a BYE ends, the user. Touches no socket and no clock.
/// </summary>
internal sealed class UserAgentClient(UserAgentState state, DialogRequests requests, InviteClient invites, ReferClient refers)
{
    public SipLegId Invite(SipCallRequest call, SipFlow flow, TimeSpan now)
    {
        var headers = NewRequestHeaders(SipMethods.Invite, call.Target, call.From, call.MaxForwards, flow.Local);
        foreach (var route in call.Routes)
        {
            headers.Add(SipHeaderNames.Route, route.Format());
        }

        headers.Add(SipHeaderNames.Contact, $"<{flow.Local.ToUri().Text}>").Add(SipHeaderNames.Allow, state.Options.Allow);
        AddContent(headers, call.Headers, call.ContentType, call.Body);
        return invites.Invite(new SipRequest(SipMethods.Invite, call.Target, headers, call.Body), flow, call.AnswerWithin, now);
    }

    /// <summary>A request outside a dialog.</summary>
    public void Request(SipRequestId id, string method, SipUri target, SipFlow flow, TimeSpan now)
    {
        var headers = NewRequestHeaders(method, target, null, 70, flow.Local);
        headers.Add(SipHeaderNames.Contact, $"<{flow.Local.ToUri().Text}>").Add(SipHeaderNames.Accept, string.Join(", ", state.Options.ContentTypes));
        state.Send(new SipRequest(method, target, headers, default), flow, new OwnRequest(id, null), now);
    }

    /// <summary>A request other than INVITE and BYE within an established leg; without one, it ends at once without a response.</summary>
    public void Request(SipRequestId id, SipLegId legId, string method, IReadOnlyList<SipHeader> headers, string? contentType, ReadOnlyMemory<byte> body, TimeSpan now)
    {
        if (state.FindLeg(legId) is not { Dialog: not null, IsEstablished: true, Ending: null } leg)
        {
            state.Events.Enqueue(new ResponseReceived(id, null));
            return;
        }

        var extra = new SipHeaders();
        AddContent(extra, headers, contentType, body);
        requests.Send(leg, method, extra, body, new OwnRequest(id, leg), now);
    }

    public void Receive(SipResponse response, TimeSpan now)
    {
        if (state.Transactions.Receive(response, now) is not { } transaction)
        {
            return;
        }

        switch (transaction.Owner)
        {
            case SentInvite invite:
                invites.ReceiveResponse(invite, response, now);
                break;

            case SentRefer refer:
                refers.ReceiveResponse(refer, response, now);
                break;

            case Leg leg when !response.IsProvisional:
                state.End(leg, leg.Ending ?? SipLegEndReason.LocalBye, response);
                break;

            case OwnRequest own when !response.IsProvisional:
                EndOwnRequest(own, transaction, response, now);
                break;
        }
    }

    /// <summary>The peer stayed silent; 408 by ourselves (section 8.1.3.1).</summary>
    public void ReceiveTimeout(ClientTransaction transaction, TimeSpan now)
    {
        switch (transaction.Owner)
        {
            case SentInvite invite:
                invites.ReceiveTimeout(invite, now);
                break;

            case SentRefer refer:
                refers.ReceiveResponse(refer, null, now);
                break;

            case Leg leg:
                state.End(leg, leg.Ending ?? SipLegEndReason.LocalBye);
                break;

            case OwnRequest own:
                EndOwnRequest(own, transaction, null, now);
                break;
        }
    }

    private void EndOwnRequest(OwnRequest own, ClientTransaction transaction, SipResponse? response, TimeSpan now)
    {
        state.Events.Enqueue(new ResponseReceived(own.Id, response));
        if (own.Leg is not { IsOver: false, Ending: null } leg)
        {
            return;
        }

        if (response is { IsSuccess: true } && SipMethods.RefreshesTarget(transaction.Request.Method))
        {
            leg.Dialog!.RefreshTarget(response);
        }

        requests.EndIfGone(leg, response, now);
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
