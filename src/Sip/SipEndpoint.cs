using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip;

/// <summary>
/// A SIP endpoint, calling and called side in one. Owns the sockets, the clock and one loop that owns all SIP state; its user reads
/// <see cref="Events"/> and calls the methods below, from any thread. A method posts to the loop's mailbox and returns.
/// </summary>
public sealed class SipEndpoint : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly UserAgentCore _core;
    private readonly ImmutableArray<ISipTransport> _transports;
    private readonly int _mostWaitingDatagrams;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<SipRequestId, TaskCompletionSource<SipResponse?>> _waiting = [];
    private readonly Task _running;

    /// <summary>Commands are never refused; datagrams are dropped and counted where more wait than the limits say.</summary>
    private readonly Channel<Action<TimeSpan>> _mailbox = Channel.CreateUnbounded<Action<TimeSpan>>(new() { SingleReader = true });

    /// <summary>As long as its reader lets it become: each event stands for a transaction, and those are limited.</summary>
    private readonly Channel<SipEvent> _events = Channel.CreateUnbounded<SipEvent>(new() { SingleWriter = true });

    private int _waitingDatagrams;

    private SipEndpoint(SipEndpointOptions options, TimeProvider time, ImmutableArray<ISipTransport> transports, SipCounters counters)
    {
        (_time, _start, _transports, Counters) = (time, time.GetTimestamp(), transports, counters);
        _mostWaitingDatagrams = options.UserAgent.Limits.WaitingDatagrams;
        _core = new UserAgentCore(options.UserAgent, new SipTokens(), counters);
        _timer = time.CreateTimer(_ => _mailbox.Writer.TryWrite(static _ => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _running = Task.WhenAll([RunAsync(), .. transports.Select(transport => transport.RunAsync(Post, _stopping.Token))]);
    }

    /// <summary>What happens, in order; to be read by one reader. Completes when the endpoint is disposed.</summary>
    public ChannelReader<SipEvent> Events => _events.Reader;

    public SipCounters Counters { get; }

    /// <summary>The sockets' own addresses, in the order of the options.</summary>
    public ImmutableArray<IPEndPoint> LocalEndPoints => [.. _transports.Select(transport => transport.BoundTo)];

    /// <exception cref="SocketException">An address is taken, or is none of this machine's.</exception>
    /// <exception cref="ArgumentException">No address to listen on.</exception>
    public static SipEndpoint Start(SipEndpointOptions options, TimeProvider time)
    {
        if (options.Listen.IsDefaultOrEmpty)
        {
            throw new ArgumentException("An endpoint listens on at least one address.", nameof(options));
        }

        var counters = new SipCounters();
        var transports = new List<ISipTransport>();
        try
        {
            foreach (var address in options.Listen)
            {
                transports.Add(new UdpTransport(address, counters));
            }
        }
        catch
        {
            transports.ForEach(transport => transport.Dispose());
            throw;
        }

        return new SipEndpoint(options, time, [.. transports], counters);
    }

    /// <summary>Answers a request that came as an event. Too late an answer is dropped.</summary>
    public void Respond(SipRequestId request, SipReply reply) => Post(now => _core.Respond(request, reply, now));

    /// <summary>Calls. What becomes of it comes as events of this leg: progressed, answered (the ACK has been sent), ended.</summary>
    /// <exception cref="SipTargetException">The target cannot be reached from here.</exception>
    public Task<SipLegId> InviteAsync(SipCallRequest call, CancellationToken cancellationToken) => InviteAsync(call, static _ => { }, cancellationToken);

    /// <inheritdoc cref="InviteAsync(SipCallRequest, CancellationToken)"/>
    /// <param name="placed">Told of the leg before any of its events can be read; called by the endpoint's loop, must not block.</param>
    public async Task<SipLegId> InviteAsync(SipCallRequest call, Action<SipLegId> placed, CancellationToken cancellationToken)
    {
        var hop = call.Routes is [var first, ..] ? first.Uri : call.Target;
        var flow = await ResolveAsync(hop, call.Destination, cancellationToken);
        return await AskAsync(
            now =>
            {
                var leg = _core.Invite(call, flow, now);
                placed(leg);
                return leg;
            },
            cancellationToken);
    }

    /// <summary>
    /// Offers a changed session to the peer of a leg; <see cref="LegAnswered"/> or <see cref="ReinviteRefused"/> follows. Waits while an INVITE of either
    /// side is under way, and after a 491 as RFC 3261 section 14.1 says; a later call takes the place of one that waits.
    /// </summary>
    /// <param name="body">The offer; empty to let the peer offer (<see cref="LegOffered"/>).</param>
    public void Reinvite(SipLegId leg, string contentType, ReadOnlyMemory<byte> body) => Post(now => _core.Reinvite(leg, contentType, body, now));

    /// <summary>Sends the ACK that <see cref="LegOffered"/> waits for. Ignored when nothing waits.</summary>
    /// <param name="body">The answer to the peer's offer.</param>
    public void Acknowledge(SipLegId leg, string contentType, ReadOnlyMemory<byte> body) => Post(now => _core.Acknowledge(leg, contentType, body, now));

    /// <summary>
    /// Asks the peer of an established leg to call somebody else (RFC 3515); <see cref="ReferProgressed"/> may, and <see cref="ReferEnded"/> will
    /// follow. The leg stays up, and is to be hung up after success. Ignored for a leg that is ending, and while a REFER of this leg is open.
    /// </summary>
    public void Refer(SipLegId leg, SipReferral referral) => Post(now => _core.Refer(leg, referral, now));

    /// <summary>
    /// Tells the peer what has become of its REFER, once that has been accepted with 202 (which tells 100 by itself). Ignored where the peer wanted to
    /// be told nothing.
    /// </summary>
    /// <param name="status">100 to 699, the target's; 200 and above is the last one.</param>
    public void NotifyReferrer(SipLegId leg, int status) => Post(now => _core.NotifyReferrer(leg, status, now));

    /// <summary>Ends a leg the way its state asks for: CANCEL for our unanswered INVITE, 480 for the peer's, BYE after an answer.</summary>
    /// <param name="headers">For the BYE or the 480, such as Reason (RFC 3326).</param>
    public void HangUp(SipLegId leg, params ReadOnlySpan<SipHeader> headers)
    {
        var extra = new SipHeaders();
        foreach (var header in headers)
        {
            extra.Add(header.Name, header.Value);
        }

        Post(now => _core.HangUp(leg, extra, now));
    }

    /// <summary>A request outside a dialog, such as OPTIONS.</summary>
    /// <param name="destination">Null to follow the target.</param>
    /// <returns>The final response; null when none came.</returns>
    /// <exception cref="SipTargetException">The target cannot be reached from here.</exception>
    public async Task<SipResponse?> RequestAsync(string method, SipUri target, IPEndPoint? destination, CancellationToken cancellationToken)
    {
        var flow = await ResolveAsync(target, destination, cancellationToken);
        return await AwaitResponseAsync(now => _core.Request(method, target, flow, now), cancellationToken);
    }

    /// <summary>A request within an established leg, other than INVITE and BYE.</summary>
    /// <returns>The final response; null when none came, or the leg is not established.</returns>
    public Task<SipResponse?> RequestAsync(
        SipLegId leg, string method, IReadOnlyList<SipHeader> headers, string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        AwaitResponseAsync(now => _core.Request(leg, method, headers, contentType, body, now), cancellationToken);

    /// <summary>What is alive, for a leak check: transactions, legs, dialogs, open requests.</summary>
    public Task<(int Transactions, int Legs, int Dialogs, int Requests)> CountLivingAsync(CancellationToken cancellationToken) =>
        AskAsync(_ => _core.Living, cancellationToken);

    /// <summary>Carries out what has been posted, then closes the sockets. Calls under way are not hung up.</summary>
    public async ValueTask DisposeAsync()
    {
        _mailbox.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running;
        await _timer.DisposeAsync();
        foreach (var transport in _transports)
        {
            transport.Dispose();
        }

        _stopping.Dispose();
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    private void Post(Action<TimeSpan> work) => _mailbox.Writer.TryWrite(work);

    /// <summary>From a transport's own task.</summary>
    private void Post(byte[] datagram, SipFlow flow)
    {
        if (Interlocked.Increment(ref _waitingDatagrams) > _mostWaitingDatagrams)
        {
            Interlocked.Decrement(ref _waitingDatagrams);
            Counters.Count(SipCounter.DatagramsDropped);
            return;
        }

        Post(now =>
        {
            Interlocked.Decrement(ref _waitingDatagrams);
            _core.Receive(datagram, flow, now);
        });
    }

    private async Task RunAsync()
    {
        while (await _mailbox.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_mailbox.Reader.TryRead(out var work))
            {
                Step(work);
                await SendAsync();
            }

            if (_core.NextDeadline is { } due)
            {
                var wait = due - Now;
                _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetResult(null);
        }

        _events.Writer.TryComplete();
    }

    /// <summary>One piece of work, then whatever is due. An exception is a bug of ours: counted, told by its type, and the loop goes on.</summary>
    private void Step(Action<TimeSpan> work)
    {
        try
        {
            work(Now);
            _core.Advance(Now);
        }
        catch (Exception exception)
        {
            Counters.Count(SipCounter.Faults);
            _core.Events.Enqueue(new EndpointFault(exception.GetType().Name));
        }

        while (_core.Events.TryDequeue(out var happened))
        {
            if (happened is ResponseReceived response && _waiting.Remove(response.Request, out var waiting))
            {
                waiting.TrySetResult(response.Response);
            }
            else
            {
                _events.Writer.TryWrite(happened);
            }
        }
    }

    private async ValueTask SendAsync()
    {
        while (_core.Outbox.TryTake(out var octets, out var flow))
        {
            var transport = _transports.First(candidate => ReferenceEquals(candidate.Local, flow.Local));
            Counters.Count(await transport.SendAsync(octets, flow.Remote, CancellationToken.None) ? SipCounter.DatagramsSent : SipCounter.SocketErrors);
        }
    }

    /// <summary>Asks the loop for something, and waits for its answer.</summary>
    private async Task<T> AskAsync<T>(Func<TimeSpan, T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isPosted = _mailbox.Writer.TryWrite(now =>
        {
            try
            {
                answer.TrySetResult(question(now));
            }
            catch (Exception)
            {
                answer.TrySetException(new InvalidOperationException("The endpoint could not carry this out."));
                throw;
            }
        });
        ObjectDisposedException.ThrowIf(!isPosted, this);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    private async Task<SipResponse?> AwaitResponseAsync(Func<TimeSpan, SipRequestId> send, CancellationToken cancellationToken)
    {
        var response = new TaskCompletionSource<SipResponse?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await AskAsync(now => _waiting.TryAdd(send(now), response), cancellationToken);
        return await response.Task.WaitAsync(cancellationToken);
    }

    /// <summary>An address as it stands, a name by the system's resolver (RFC 3263 in part: no NAPTR, no SRV).</summary>
    private async Task<SipFlow> ResolveAsync(SipUri hop, IPEndPoint? destination, CancellationToken cancellationToken)
    {
        if (destination is null && !hop.TryGetEndPoint(out destination))
        {
            try
            {
                var addresses = await Dns.GetHostAddressesAsync(hop.Host, cancellationToken);
                var address = addresses.FirstOrDefault(candidate => _transports.Any(transport => transport.BoundTo.AddressFamily == candidate.AddressFamily));
                destination = new IPEndPoint(address ?? throw new SipTargetException(), hop.Port ?? 5060);
            }
            catch (Exception exception) when (exception is SocketException or ArgumentException)
            {
                throw new SipTargetException(); // the inner exception could name the host
            }
        }

        var transport = _transports.FirstOrDefault(candidate => candidate.BoundTo.AddressFamily == destination.AddressFamily) ?? throw new SipTargetException();
        return new SipFlow(transport.Local, destination);
    }
}
