using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>
/// All transactions of an endpoint: matches messages to them, carries out what their machines ask, and drops them when they end.
/// Touches no socket and no clock; one thread at a time.
/// </summary>
internal sealed class TransactionTable(SipTimers timers, SipOutbox outbox, SipCounters counters)
{
    private readonly Dictionary<TransactionKey, ServerTransaction> _servers = [];
    private readonly Dictionary<TransactionKey, ClientTransaction> _clients = [];
    private readonly Dictionary<(string CallId, string? FromTag, CSeq CSeq), ServerTransaction> _merging = [];

    private readonly DeadlineQueue<Transaction> _deadlines = new();

    public int Count => _servers.Count + _clients.Count;

    public TimeSpan? NextDeadline => _deadlines.Next;

    /// <summary>A request that belongs to a transaction is dealt with here: answered again, or swallowed.</summary>
    /// <returns>False when the user has to look at it: it is new, or the ACK of a 2xx.</returns>
    public bool TryAbsorb(SipRequest request, TimeSpan now)
    {
        var isAck = request.Method == SipMethods.Ack;
        if (!_servers.TryGetValue(TransactionKey.ForServer(request, isAck ? SipMethods.Invite : request.Method), out var transaction))
        {
            return false;
        }

        var action = isAck ? transaction.Invite!.ReceiveAck(now) : transaction.Invite?.ReceiveInvite() ?? transaction.NonInvite!.ReceiveRequest();
        counters.Count(SipCounter.RepeatedRequests);
        Settle(transaction);
        if (action.HasFlag(TransactionAction.ResendResponse) && transaction.LastResponse is { } octets)
        {
            outbox.Send(octets, transaction.Flow);
        }

        return !action.HasFlag(TransactionAction.PassToUser);
    }

    /// <summary>The same request by another way, not repeated by its sender (section 8.2.2.2).</summary>
    public bool IsMerged(SipRequest request) => _merging.ContainsKey(MergeKey(request));

    /// <summary>The INVITE that a CANCEL means, or null.</summary>
    public ServerTransaction? FindInvite(SipRequest cancel) => _servers.GetValueOrDefault(TransactionKey.ForServer(cancel, SipMethods.Invite));

    /// <param name="flow">Where the responses go.</param>
    public ServerTransaction Open(SipRequest request, SipFlow flow, TimeSpan now)
    {
        var transaction = new ServerTransaction(TransactionKey.ForServer(request, request.Method), request, flow, timers, now);
        _servers.Add(transaction.Key, transaction);
        _merging.TryAdd(MergeKey(request), transaction);
        Settle(transaction);
        return transaction;
    }

    /// <returns>The response as sent; null when it came too late to be one.</returns>
    public byte[]? Respond(ServerTransaction transaction, SipResponse response, TimeSpan now)
    {
        var action = transaction.Invite?.Respond(response.Status, now) ?? transaction.NonInvite!.Respond(response.Status, now);
        Settle(transaction);
        if (!action.HasFlag(TransactionAction.SendResponse))
        {
            return null;
        }

        return transaction.LastResponse = outbox.Send(response, transaction.Flow);
    }

    public ClientTransaction Send(SipRequest request, SipFlow flow, TimeSpan now)
    {
        var transaction = new ClientTransaction(request, flow, timers, now);
        _clients.Add(transaction.Key, transaction);
        outbox.Send(transaction.Octets, flow);
        Settle(transaction);
        return transaction;
    }

    /// <returns>The transaction whose user shall see the response; null when there is nothing to see.</returns>
    public ClientTransaction? Receive(SipResponse response, TimeSpan now)
    {
        // A response with a second Via was not meant for us (section 8.1.3.3).
        if (response.Headers.GetValues(SipHeaderNames.Via).Count != 1
            || !_clients.TryGetValue(TransactionKey.ForClient(response), out var transaction))
        {
            counters.Count(SipCounter.StrayResponses);
            return null;
        }

        var action = transaction.ReceiveResponse(response.Status, now);
        Settle(transaction);
        if (action.HasFlag(TransactionAction.SendAck))
        {
            outbox.Send(transaction.CreateAck(response), transaction.Flow);
        }

        return action.HasFlag(TransactionAction.PassToUser) ? transaction : null;
    }

    /// <summary>Our INVITE ends after a while even where its peer sent a 1xx and then no more.</summary>
    public void Limit(ClientTransaction transaction, TimeSpan now)
    {
        transaction.Limit(now);
        Settle(transaction);
    }

    /// <summary>Carries out what is due.</summary>
    /// <param name="timedOut">Gets the transactions whose peer stayed silent.</param>
    public void Advance(TimeSpan now, List<Transaction> timedOut)
    {
        while (_deadlines.TryTakeDue(now, out var transaction))
        {
            var action = transaction.Advance(now);
            Settle(transaction);
            Resend(transaction, action);
            if (action.HasFlag(TransactionAction.ReportTimeout))
            {
                counters.Count(SipCounter.TransactionTimeouts);
                timedOut.Add(transaction);
            }
        }
    }

    private void Resend(Transaction transaction, TransactionAction action)
    {
        var octets = transaction switch
        {
            ClientTransaction client when action.HasFlag(TransactionAction.ResendRequest) => client.Octets,
            ServerTransaction server when action.HasFlag(TransactionAction.ResendResponse) => server.LastResponse,
            _ => null,
        };
        if (octets is not null)
        {
            counters.Count(SipCounter.Resent);
            outbox.Send(octets, transaction.Flow);
        }
    }

    /// <summary>After each step: an ended transaction goes, a deadline is noted.</summary>
    private void Settle(Transaction transaction)
    {
        if (!transaction.IsTerminated)
        {
            _deadlines.Note(transaction);
            return;
        }

        if (transaction is ClientTransaction)
        {
            _clients.Remove(transaction.Key);
            return;
        }

        _servers.Remove(transaction.Key);
        if (_merging.TryGetValue(MergeKey(transaction.Request), out var first) && first == transaction)
        {
            _merging.Remove(MergeKey(transaction.Request));
        }
    }

    private static (string CallId, string? FromTag, CSeq CSeq) MergeKey(SipRequest request) => (request.CallId, request.From.Tag, request.CSeq);
}
