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

    public bool IsAlive(Leg leg) => _legs.ContainsKey(leg.Id);

    public void SetDialog(Leg leg, Dialog dialog)
    {
        leg.Dialog = dialog;
        _dialogs[dialog.Id] = leg;
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

        if (leg.Dialog is { } dialog)
        {
            _dialogs.Remove(dialog.Id);
        }

        if (leg.OpenInvite is { } invite)
        {
            Orphans.Enqueue(invite);
        }

        (leg.Answer, leg.CancelDeadline) = (null, null);
        Events.Enqueue(new LegEnded(leg.Id, reason, response, request));
    }
}
