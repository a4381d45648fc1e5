using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What is sent within a dialog: requests, the ACK of a 2xx, BYE. RFC 3261 sections 12.2.1, 13.2.2.4 and 15.1.1.</summary>
internal sealed class DialogRequests(UserAgentState state)
{
    /// <summary>A request of an established leg.</summary>
    /// <param name="owner">What its responses are about; null when nobody looks at them.</param>
    public ClientTransaction Send(Leg leg, string method, SipHeaders headers, ReadOnlyMemory<byte> body, object? owner, TimeSpan now) =>
        Send(leg.Dialog!, method, headers, body, owner, now);

    /// <summary>The ACK of a 2xx, kept for a 2xx that comes again.</summary>
    /// <param name="body">The answer, where the 2xx carried the offer; else empty.</param>
    public void Acknowledge(Leg leg, Dialog dialog, uint sequence, string? contentType, ReadOnlyMemory<byte> body)
    {
        var headers = new SipHeaders();
        if (!body.IsEmpty && contentType is not null)
        {
            headers.Add(SipHeaderNames.ContentType, contentType);
        }

        var flow = dialog.NextHop();
        var octets = state.Outbox.Send(dialog.CreateAck(sequence, state.Tokens.NewBranch(), headers, body), flow);
        leg.Acks[dialog.Id] = new SentAck(sequence, octets, flow);
    }

    /// <summary>A called side that another one was faster than: its 2xx is acknowledged, and its call ended.</summary>
    public void Dismiss(Leg leg, Dialog other, uint sequence, TimeSpan now)
    {
        Acknowledge(leg, other, sequence, null, default);
        Send(other, SipMethods.Bye, [], default, owner: null, now);
    }

    /// <summary>Ends an established leg; while our 2xx has no ACK, BYE waits for it (section 15). A 2xx that waits for ours gets it bare.</summary>
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

        if (leg.WantedAck is { } wanted)
        {
            leg.WantedAck = null;
            Acknowledge(leg, leg.Dialog!, wanted.Sequence, null, default);
        }

        (leg.Ending, leg.Planned) = (reason, null);
        LimitInvite(leg, now);
        Send(leg, SipMethods.Bye, headers, default, leg, now);
    }

    /// <summary>481 and 408 say that the peer has lost the dialog, and so does silence (section 12.2.1.2).</summary>
    public void EndIfGone(Leg leg, SipResponse? response, TimeSpan now)
    {
        if (response is null or { Status: 481 or 408 })
        {
            Bye(leg, [], SipLegEndReason.DialogGone, now);
        }
    }

    /// <summary>A re-INVITE of ours that a BYE, of either side, has overtaken.</summary>
    public void LimitInvite(Leg leg, TimeSpan now)
    {
        if (leg.Inviting is { } invite)
        {
            invite.CancelAt = null;
            state.Transactions.Limit(invite.Transaction, now);
        }
    }

    private ClientTransaction Send(Dialog dialog, string method, SipHeaders headers, ReadOnlyMemory<byte> body, object? owner, TimeSpan now)
    {
        var flow = dialog.NextHop();
        if (SipMethods.RefreshesTarget(method) && !headers.Contains(SipHeaderNames.Contact))
        {
            headers.Add(SipHeaderNames.Contact, $"<{flow.Local.ToUri().Text}>");
        }

        return state.Send(dialog.CreateRequest(method, state.Tokens.NewBranch(), headers, body), flow, owner, now);
    }
}
