using System.Net;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>
/// A whole SIP endpoint without socket and clock: datagrams and commands go in with the time, datagrams and events come out. One thread at a time.
/// </summary>
internal sealed class UserAgentCore
{
    private readonly UserAgentState _state;
    private readonly DialogRequests _requests;
    private readonly InviteClient _invites;
    private readonly ReferClient _refers;
    private readonly ReferServer _referrals;
    private readonly UserAgentClient _client;
    private readonly UserAgentServer _server;
    private readonly SipParser _parser;
    private readonly List<Transaction> _timedOut = [];

    public UserAgentCore(SipUserAgentOptions options, SipTokens tokens, SipCounters counters)
    {
        _state = new UserAgentState(options, tokens, counters);
        _requests = new DialogRequests(_state);
        _invites = new InviteClient(_state, _requests);
        _refers = new ReferClient(_state, _requests);
        _referrals = new ReferServer(_state, _requests);
        _client = new UserAgentClient(_state, _requests, _invites, _refers);
        _server = new UserAgentServer(_state, _requests, _invites, _refers, _referrals);
        _parser = new SipParser(options.Limits);
    }

    public SipOutbox Outbox => _state.Outbox;

    public Queue<SipEvent> Events => _state.Events;

    /// <summary>What is alive, for a leak check: transactions, legs, dialogs, open requests.</summary>
    public (int Transactions, int Legs, int Dialogs, int Requests) Living =>
        (_state.Transactions.Count, _state.LegCount, _state.DialogCount, _state.OpenRequestCount);

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline =>
        (_state.Transactions.NextDeadline, _state.LegDeadlines.Next) switch
        {
            ({ } transaction, { } leg) => transaction < leg ? transaction : leg,
            var (transaction, leg) => transaction ?? leg,
        };

    public void Receive(ReadOnlySpan<byte> datagram, SipFlow source, TimeSpan now)
    {
        _state.Counters.Count(SipCounter.DatagramsReceived);
        if (!_parser.TryParse(datagram, out var message, out var error))
        {
            ReceiveMalformed(error, source);
        }
        else if (message is SipResponse response)
        {
            _client.Receive(response, now);
            _server.TerminateOrphans(now);
        }
        else if (message is SipRequest request)
        {
            ReceiveRequest(request, source, now);
        }
    }

    public void Advance(TimeSpan now)
    {
        _state.Transactions.Advance(now, _timedOut);
        foreach (var transaction in _timedOut)
        {
            if (transaction is ClientTransaction client)
            {
                _client.ReceiveTimeout(client, now);
            }
            else if (transaction is ServerTransaction server)
            {
                _server.ReceiveTimeout(server);
            }
        }

        _timedOut.Clear();
        while (_state.LegDeadlines.TryTakeDue(now, out var leg))
        {
            if (leg.IsOver)
            {
                continue;
            }

            _server.AdvanceAnswer(leg, now);
            _invites.Advance(leg, now);
            _refers.Advance(leg, now);
            _state.LegDeadlines.Note(leg);
        }

        _server.TerminateOrphans(now);
    }

    public void Respond(SipRequestId request, SipReply reply, TimeSpan now) => _server.Respond(request, reply, now);

    public SipLegId Invite(SipCallRequest call, SipFlow flow, TimeSpan now) => _client.Invite(call, flow, now);

    public void Reinvite(SipLegId leg, string contentType, ReadOnlyMemory<byte> body, TimeSpan now) => _invites.Reinvite(leg, contentType, body, now);

    public void Acknowledge(SipLegId leg, string contentType, ReadOnlyMemory<byte> body, TimeSpan now) => _invites.Acknowledge(leg, contentType, body, now);

    public void Refer(SipLegId leg, SipReferral referral, TimeSpan now) => _refers.Refer(leg, referral, now);

    public void NotifyReferrer(SipLegId leg, int status, TimeSpan now) => _referrals.Notify(leg, status, now);

    /// <summary>Ends a leg the way its state asks for: CANCEL, 480 or BYE.</summary>
    public void HangUp(SipLegId id, SipHeaders headers, TimeSpan now)
    {
        if (_state.FindLeg(id) is not { } leg)
        {
            return;
        }

        if (leg.IsEstablished)
        {
            _requests.Bye(leg, headers, SipLegEndReason.LocalBye, now);
        }
        else if (leg.OpenInvite is { } invite)
        {
            _server.Respond(invite.Id, new SipReply(480) { Headers = [.. headers] }, now);
        }
        else if (leg.Inviting is { } sent)
        {
            _invites.Cancel(sent, SipLegEndReason.Canceled, now);
        }
    }

    public SipRequestId Request(string method, SipUri target, SipFlow flow, TimeSpan now)
    {
        var id = _state.NewRequestId();
        _client.Request(id, method, target, flow, now);
        return id;
    }

    public SipRequestId Request(SipLegId leg, string method, IReadOnlyList<SipHeader> headers, string? contentType, ReadOnlyMemory<byte> body, TimeSpan now)
    {
        var id = _state.NewRequestId();
        _client.Request(id, leg, method, headers, contentType, body, now);
        return id;
    }

    private void ReceiveRequest(SipRequest request, SipFlow source, TimeSpan now)
    {
        var replyTo = NoteSource(request, source);
        if (_state.Transactions.TryAbsorb(request, now))
        {
            return;
        }

        // What belongs to a call is served whatever the load; a new call is not.
        if (_state.Transactions.Count >= _state.Options.Limits.Transactions && request.To.Tag is null && request.Method is not (SipMethods.Ack or SipMethods.Cancel))
        {
            _state.Counters.Count(SipCounter.Overloaded);
            var refusal = SipResponse.For(request.Headers, 503, _state.Tokens.StatelessTag(request.Headers));
            refusal.Headers.Add(SipHeaderNames.RetryAfter, ((int)_state.Options.OverloadRetryAfter.TotalSeconds).ToString());
            _state.Outbox.Send(refusal, replyTo);
            return;
        }

        _server.Receive(request, source, replyTo, now);
    }

    /// <summary>400, 505 or 513 without a transaction, where the sender can be told at all (section 8.2.7).</summary>
    private void ReceiveMalformed(SipParseError error, SipFlow source)
    {
        if (error.Reason is SipParseReason.KeepAlive)
        {
            _state.Counters.Count(SipCounter.KeepAlives);
            return;
        }

        _state.Counters.Count(error.Reason);
        _state.Counters.Count(error.Answerable is null ? SipCounter.MalformedIgnored : SipCounter.MalformedAnswered);
        if (error.Answerable is { } headers && Via.TryParse(headers.GetValues(SipHeaderNames.Via)[0], isLenient: true, out var via))
        {
            var response = SipResponse.For(headers, error.Status, _state.Tokens.StatelessTag(headers));
            _state.Outbox.Send(new SipResponse(error.Status, error.Words, response.Headers, default), ReplyTo(via, source));
        }
    }

    /// <summary>Writes <c>received</c> and <c>rport</c> into the topmost Via (section 18.2.1, RFC 3581 section 4).</summary>
    /// <returns>Where responses go.</returns>
    private static SipFlow NoteSource(SipRequest request, SipFlow source)
    {
        var via = request.TopVia;
        var replyTo = ReplyTo(via, source);
        var hasRport = via.Parameters["rport"] is not null;
        if (hasRport || via.Host != source.Remote.Address.ToString())
        {
            via = via.With("received", source.Remote.Address.ToString());
            via = hasRport ? via.With("rport", source.Remote.Port.ToString()) : via;
            var vias = request.Headers.GetValues(SipHeaderNames.Via);
            request.Headers.Set(SipHeaderNames.Via, string.Join(", ", (IEnumerable<string>)[via.Format(), .. vias.Skip(1)]));
        }

        return replyTo;
    }

    /// <summary>
    /// The source address, at the source port if rport asks for it, else at sent-by's (section 18.2.2, RFC 3581 section 4). <c>maddr</c> is not
    /// followed: it would let a sender aim our responses at anybody.
    /// </summary>
    private static SipFlow ReplyTo(Via via, SipFlow source) =>
        source with { Remote = new IPEndPoint(source.Remote.Address, via.Parameters["rport"] is not null ? source.Remote.Port : via.Port ?? 5060) };
}
