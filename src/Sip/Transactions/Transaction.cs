using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>A machine with the messages that belong to it.</summary>
internal abstract class Transaction(TransactionKey key, SipRequest request, SipFlow flow) : IHasDeadline
{
    public TransactionKey Key => key;

    public SipRequest Request => request;

    /// <summary>Where this side's messages go.</summary>
    public SipFlow Flow => flow;

    public abstract TimeSpan? NextDeadline { get; }

    public TimeSpan? QueuedDeadline { get; set; }

    /// <summary>What the transaction's user wants back with it.</summary>
    public object? Owner { get; set; }

    public abstract bool IsTerminated { get; }

    public abstract TransactionAction Advance(TimeSpan now);

    public override string ToString() => $"[{GetType().Name} withheld]";
}

/// <summary>A request of a peer's. The last response is kept as octets, to be sent again.</summary>
internal sealed class ServerTransaction(TransactionKey key, SipRequest request, SipFlow flow, SipTimers timers, TimeSpan now)
    : Transaction(key, request, flow)
{
    public InviteServerTransaction? Invite { get; } = request.Method == SipMethods.Invite ? new(timers, flow.Local.IsReliable) : null;

    public NonInviteServerTransaction? NonInvite { get; } =
        request.Method == SipMethods.Invite ? null : new(timers, now, flow.Local.IsReliable);

    public byte[]? LastResponse { get; set; }

    /// <summary>No final response has been given.</summary>
    public bool IsOpen => Invite?.State is InviteServerState.Proceeding || NonInvite?.State is NonInviteServerState.Trying or NonInviteServerState.Proceeding;

    public override TimeSpan? NextDeadline => Invite is null ? NonInvite!.NextDeadline : Invite.NextDeadline;

    public override bool IsTerminated => Invite?.State is InviteServerState.Terminated || NonInvite?.State is NonInviteServerState.Terminated;

    public override TransactionAction Advance(TimeSpan now) => Invite?.Advance(now) ?? NonInvite!.Advance(now);
}

/// <summary>A request of ours.</summary>
internal sealed class ClientTransaction(SipRequest request, SipFlow flow, SipTimers timers, TimeSpan now)
    : Transaction(TransactionKey.ForClient(request), request, flow)
{
    private readonly InviteClientTransaction? _invite = request.Method == SipMethods.Invite ? new(timers, now, flow.Local.IsReliable) : null;

    private readonly NonInviteClientTransaction? _nonInvite =
        request.Method == SipMethods.Invite ? null : new(timers, now, flow.Local.IsReliable);

    public byte[] Octets { get; } = SipWriter.Write(request);

    public override TimeSpan? NextDeadline => _invite is null ? _nonInvite!.NextDeadline : _invite.NextDeadline;

    public override bool IsTerminated => _invite?.State is InviteClientState.Terminated || _nonInvite?.State is NonInviteClientState.Terminated;

    public TransactionAction ReceiveResponse(int status, TimeSpan now) =>
        _invite?.ReceiveResponse(status, now) ?? _nonInvite!.ReceiveResponse(status, now);

    /// <summary>See <see cref="InviteClientTransaction.Limit"/>.</summary>
    public void Limit(TimeSpan now) => _invite?.Limit(now);

    public override TransactionAction Advance(TimeSpan now) => _invite?.Advance(now) ?? _nonInvite!.Advance(now);

    /// <summary>The ACK of a response of 300 or more: the request's own fields, To from the response (section 17.1.1.3).</summary>
    public SipRequest CreateAck(SipResponse response) => CreateSibling(SipMethods.Ack, response.Headers.Get(SipHeaderNames.To)!);

    /// <summary>The CANCEL of this INVITE, with its branch (section 9.1).</summary>
    public SipRequest CreateCancel() => CreateSibling(SipMethods.Cancel, Request.Headers.Get(SipHeaderNames.To)!);

    private SipRequest CreateSibling(string method, string to)
    {
        var headers = new SipHeaders()
            .Add(SipHeaderNames.Via, Request.TopVia.Format())
            .CopyFrom(Request.Headers, SipHeaderNames.Route)
            .Add(SipHeaderNames.MaxForwards, "70")
            .Add(SipHeaderNames.From, Request.Headers.Get(SipHeaderNames.From)!)
            .Add(SipHeaderNames.To, to)
            .Add(SipHeaderNames.CallId, Request.CallId)
            .Add(SipHeaderNames.CSeq, new CSeq(Request.CSeq.Number, method).Format());
        return new SipRequest(method, Request.RequestUri, headers, default);
    }
}
