using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>The peer's REFERs, where the user takes them: RFC 3515 section 2.4, RFC 4488. Touches no socket and no clock.</summary>
internal sealed class ReferServer(UserAgentState state, DialogRequests requests)
{
    /// <summary>How long the subscription of a REFER lasts; the user is to be done before.</summary>
    private const int ExpiresSeconds = 180;

    /// <returns>The refusal; null for a REFER that the user may look at.</returns>
    public static SipReply? Inspect(Leg? leg, SipRequest refer)
    {
        if (refer.Headers.GetLines(SipHeaderNames.ReferTo) is not [var referTo] || !NameAddress.TryParse(referTo, out _))
        {
            return new SipReply(400); // section 2.4.2
        }

        return leg switch
        {
            null => new SipReply(603), // outside a call it has nothing to move
            { Referred: not null } => new SipReply(491),
            _ => null,
        };
    }

    /// <summary>RFC 4488: a peer that wants no notifications is told that there will be none.</summary>
    public static SipReply Complete(SipRequest refer, SipReply reply) =>
        reply.Status is >= 200 and < 300 && IsSubscriptionUnwanted(refer) ? reply with { Headers = [.. reply.Headers, new SipHeader(SipHeaderNames.ReferSub, "false")] } : reply;

    /// <summary>The REFER has been accepted: the first NOTIFY goes out at once (section 2.4.4).</summary>
    public void Accept(Leg leg, SipRequest refer, TimeSpan now)
    {
        if (!IsSubscriptionUnwanted(refer) && leg is { IsOver: false, Ending: null })
        {
            leg.Referred = refer.CSeq.Number;
            Notify(leg, 100, now);
        }
    }

    /// <summary>Tells the peer what its REFER has come to; nothing where it does not listen.</summary>
    public void Notify(SipLegId id, int status, TimeSpan now)
    {
        if (state.FindLeg(id) is { } leg)
        {
            Notify(leg, status, now);
        }
    }

    private void Notify(Leg leg, int status, TimeSpan now)
    {
        if (leg is not { Referred: { } sequence, IsEstablished: true, Ending: null })
        {
            return;
        }

        var headers = new SipHeaders()
            .Add(SipHeaderNames.Event, $"refer;id={sequence}")
            .Add(SipHeaderNames.SubscriptionState, status < 200 ? $"active;expires={ExpiresSeconds}" : "terminated;reason=noresource")
            .Add(SipHeaderNames.ContentType, SipFragment.ContentType);
        requests.Send(leg, SipMethods.Notify, headers, SipFragment.Write(status), owner: null, now);
        leg.Referred = status < 200 ? sequence : null;
    }

    private static bool IsSubscriptionUnwanted(SipRequest refer) =>
        refer.Headers.Get(SipHeaderNames.ReferSub) is { } wanted && wanted.StartsWith("false", StringComparison.OrdinalIgnoreCase);
}
