using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What both user agents of an endpoint know: transactions, legs, open requests, and what waits to go out. One thread at a time.</summary>
internal sealed class UserAgentState
{
    private readonly Dictionary<SipLegId, Leg> _legs = [];
    private readonly Dictionary<DialogId, Leg> _dialogs = [];
    private readonly Dictionary<SipRequestId, OpenRequest> _requests = [];
    private long _lastId;

    public UserAgentState(SipUserAgentOptions options, SipTokens tokens, SipCounters counters)
    {
        (Options, Tokens, Counters) = (options, tokens, counters);
        Transactions = new TransactionTable(options.Timers, Outbox, counters);
    }

    public SipUserAgentOptions Options { get; }

    public SipTokens Tokens { get; }

    public SipCounters Counters { get; }

    public SipOutbox Outbox { get; } = new();

    public TransactionTable Transactions { get; }

    public Queue<SipEvent> Events { get; } = new();

    /// <summary>Legs with something to resend or to give up.</summary>
    public DeadlineQueue<Leg> LegDeadlines { get; } = new();

    /// <summary>INVITEs of the peer's whose leg ended before they were answered; the UAS answers them 487.</summary>
    public Queue<OpenRequest> Orphans { get; } = new();

    public int LegCount => _legs.Count;

    public int DialogCount => _dialogs.Count;

    public int OpenRequestCount => _requests.Count;

    public SipRequestId NewRequestId() => new(++_lastId);

    public Leg OpenLeg()
    {
        var leg = new Leg(new SipLegId(++_lastId));
        _legs.Add(leg.Id, leg);
        return leg;
    }

    public Leg? FindLeg(SipLegId id) => _legs.GetValueOrDefault(id);

    public Leg? FindLeg(DialogId id) => _dialogs.GetValueOrDefault(id);

    /// <summary>The leg's dialog from now on; early ones are over.</summary>
    public void SetDialog(Leg leg, Dialog dialog)
    {
        ForgetEarlyDialogs(leg);
        leg.Dialog = dialog;
        _dialogs[dialog.Id] = leg;
    }

    public void AddEarlyDialog(Leg leg, Dialog dialog)
    {
        if (leg.EarlyDialogs.TryAdd(dialog.Id, dialog))
        {
            _dialogs[dialog.Id] = leg;
        }
    }

    /// <summary>Sends a request of ours.</summary>
    /// <param name="owner">What its responses are about; null when nobody looks at them.</param>
    public ClientTransaction Send(SipRequest request, SipFlow flow, object? owner, TimeSpan now)
    {
        var transaction = Transactions.Send(request, flow, now);
        transaction.Owner = owner;
        return transaction;
    }

    /// <summary>Notes a request that the user shall answer.</summary>
    public OpenRequest OpenRequest(Leg? leg, ServerTransaction transaction)
    {
        var request = new OpenRequest(NewRequestId(), leg, transaction);
        transaction.Owner = request;
        _requests.Add(request.Id, request);
        return request;
    }

    public OpenRequest? FindRequest(SipRequestId id) => _requests.GetValueOrDefault(id);

    public void CloseRequest(OpenRequest request)
    {
        _requests.Remove(request.Id);
        if (request.Leg is { } leg && leg.OpenInvite == request)
        {
            leg.OpenInvite = null;
        }
    }

    /// <summary>Forgets a leg and tells the user; for a leg that has ended already, nothing.</summary>
    public void End(Leg leg, SipLegEndReason reason, SipResponse? response = null, SipRequest? request = null)
    {
        if (!_legs.Remove(leg.Id))
        {
            return;
        }

        leg.IsOver = true;
        LegDeadlines.Forget(leg); // a deadline of minutes, such as a REFER's, would keep it alive
        ForgetEarlyDialogs(leg);
        if (leg.Dialog is { } dialog)
        {
            _dialogs.Remove(dialog.Id);
        }

        if (leg.OpenInvite is { } invite)
        {
            Orphans.Enqueue(invite);
        }

        EndRefer(leg, SipReferOutcome.LegOver);
        Events.Enqueue(new LegEnded(leg.Id, reason, response, request));
    }

    /// <summary>Tells what became of our REFER; once.</summary>
    public void EndRefer(Leg leg, SipReferOutcome outcome, int? status = null)
    {
        if (leg.Refer is { Outcome: null } refer)
        {
            refer.Outcome = outcome;
            Events.Enqueue(new ReferEnded(leg.Id, outcome, status));
        }
    }

    private void ForgetEarlyDialogs(Leg leg)
    {
        foreach (var early in leg.EarlyDialogs.Keys)
        {
            _dialogs.Remove(early);
        }

        leg.EarlyDialogs.Clear();
    }
}
