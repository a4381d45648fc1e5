using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>
/// Our REFERs and what their peers tell of them: RFC 3515, with Referred-By (RFC 3892), Replaces (RFC 3891) and Refer-Sub (RFC 4488). One at a time a
/// leg; the subscription is neither refreshed nor ended by SUBSCRIBE. Touches no socket and no clock.
/// </summary>
internal sealed class ReferClient(UserAgentState state, DialogRequests requests)
{
    private const string Package = "refer";

    /// <summary>Ignored for a leg that is ending, and while another REFER is open.</summary>
    public void Refer(SipLegId id, SipReferral referral, TimeSpan now)
    {
        if (state.FindLeg(id) is not { Ending: null } leg || leg.Refer is { Outcome: null })
        {
            return;
        }

        if (!leg.IsEstablished || leg.ByeWanted is not null || !TryWriteReferTo(referral, out var referTo))
        {
            state.Events.Enqueue(new ReferEnded(id, SipReferOutcome.Refused, null));
            return;
        }

        var headers = new SipHeaders().Add(SipHeaderNames.ReferTo, $"<{referTo.Text}>");
        if (referral.ReferredBy is { } referrer)
        {
            headers.Add(SipHeaderNames.ReferredBy, $"<{referrer.Text}>");
        }

        if (!referral.WantsNotifications)
        {
            headers.Add(SipHeaderNames.ReferSub, "false").Add(SipHeaderNames.Supported, "norefersub");
        }

        foreach (var header in referral.Headers)
        {
            headers.Add(header.Name, header.Value);
        }

        var transaction = requests.Send(leg, SipMethods.Refer, headers, default, owner: null, now);
        leg.Refer = new SentRefer(leg, transaction.Request.CSeq.Number, referral, now);
        transaction.Owner = leg.Refer;
        state.LegDeadlines.Note(leg);
    }

    /// <param name="response">Null when none came; that says nothing of the dialog, as there are peers that drop what they do not know.</param>
    public void ReceiveResponse(SentRefer refer, SipResponse? response, TimeSpan now)
    {
        var leg = refer.Leg;
        if (leg.IsOver || leg.Refer != refer || response is { IsProvisional: true })
        {
            return;
        }

        if (response is null)
        {
            state.EndRefer(leg, SipReferOutcome.Timeout);
        }
        else if (!response.IsSuccess)
        {
            state.EndRefer(leg, SipReferOutcome.Refused, response.Status);
            if (response.Status == 481)
            {
                requests.EndIfGone(leg, response, now);
            }
        }
        else if (response.Headers.Get(SipHeaderNames.ReferSub) is { } wanted && wanted.StartsWith("false", StringComparison.OrdinalIgnoreCase))
        {
            state.EndRefer(leg, SipReferOutcome.Accepted); // no subscription (RFC 4488 section 4)
        }
        else
        {
            leg.Dialog!.RefreshTarget(response);
        }
    }

    /// <summary>A NOTIFY may come before the REFER's response (RFC 3515 section 2.4.4).</summary>
    /// <returns>The answer; null for a NOTIFY of another package.</returns>
    public SipReply? ReceiveNotify(Leg leg, SipRequest notify)
    {
        var package = notify.Headers.Get(SipHeaderNames.Event) ?? "";
        if (!package.Split(';')[0].Trim().Equals(Package, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (leg.Refer is not { Outcome: not SipReferOutcome.Timeout } refer || !refer.IsNamedBy(package))
        {
            return new SipReply(481); // ends the subscription at the peer too (RFC 6665 section 4.2.2)
        }

        if (refer.Outcome is null)
        {
            refer.IsNotified = true;
            var hasStatus = SipFragment.TryReadStatus(notify.Body.Span, out var status);
            if (hasStatus && status >= 200)
            {
                state.EndRefer(leg, status < 300 ? SipReferOutcome.Succeeded : SipReferOutcome.Failed, status);
            }
            else if ((notify.Headers.Get(SipHeaderNames.SubscriptionState) ?? "").StartsWith("terminated", StringComparison.OrdinalIgnoreCase))
            {
                state.EndRefer(leg, SipReferOutcome.Unknown);
            }
            else if (hasStatus)
            {
                state.Events.Enqueue(new ReferProgressed(leg.Id, status));
            }

            state.LegDeadlines.Note(leg);
        }

        return new SipReply(200);
    }

    public void Advance(Leg leg, TimeSpan now)
    {
        if (leg.Refer?.NextDeadline is { } due && now >= due)
        {
            state.EndRefer(leg, SipReferOutcome.Timeout);
        }
    }

    /// <returns>False when the leg to be replaced has no dialog.</returns>
    private bool TryWriteReferTo(SipReferral referral, out SipUri uri)
    {
        uri = referral.Target;
        var headers = referral.TargetHeaders.ToList();
        if (referral.Replaces is { } replaced)
        {
            if (state.FindLeg(replaced)?.Dialog is not { } dialog)
            {
                return false;
            }

            // Tags as the target sees them: its own one is "to" (RFC 3891 section 3).
            headers.Add(new SipHeader(SipHeaderNames.Replaces, $"{dialog.Id.CallId};to-tag={dialog.Id.RemoteTag};from-tag={dialog.Id.LocalTag}"));
        }

        uri = headers.Count == 0 ? uri : uri.WithHeaders(headers);
        return true;
    }
}
