using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>A telephone over SIP and RTP for tests, demonstrations and measurements: places and answers any number of calls at a time, over UDP.</summary>
public sealed class SipPhone : IAsyncDisposable
{
    private const int BusyHere = 486;

    private readonly Lock _lock = new();
    private readonly Dictionary<SipLegId, Channel<SipEvent>> _mailboxes = [];
    private readonly HashSet<SipLegId> _refused = [];
    private readonly Queue<TaskCompletionSource<InviteReceived>> _answering = new();
    private readonly SipPhoneOptions _options;
    private readonly TimeProvider _time;
    private readonly SipEndpoint _endpoint;
    private readonly PortPool _ports;
    private readonly Task _dispatching;

    private SipPhone(SipPhoneOptions options, TimeProvider time, SipEndpoint endpoint)
    {
        (_options, _time, _endpoint) = (options, time, endpoint);
        _ports = new PortPool(options.FirstMediaPort, options.LastMediaPort, new Random(endpoint.LocalEndPoints[0].Port));
        Uri = SipUri.Create("phone", options.Address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[{options.Address}]" : $"{options.Address}", endpoint.LocalEndPoints[0].Port);
        _dispatching = DispatchAsync();
    }

    /// <summary>Where this phone is called.</summary>
    public SipUri Uri { get; }

    /// <summary>This machine's address from which the target is reached; sends nothing.</summary>
    /// <exception cref="SipTargetException">The target has no address that can be reached from here.</exception>
    public static async Task<IPAddress> AddressTowardsAsync(SipUri target, CancellationToken cancellationToken)
    {
        try
        {
            if (!target.TryGetEndPoint(out var remote))
            {
                remote = new IPEndPoint((await Dns.GetHostAddressesAsync(target.Host, cancellationToken))[0], remote.Port);
            }

            using var socket = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(remote);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (Exception unreachable) when (unreachable is SocketException or ArgumentException)
        {
            throw new SipTargetException();
        }
    }

    /// <exception cref="SocketException">The address is none of this machine's, or the port is taken.</exception>
    public static SipPhone Start(SipPhoneOptions options, TimeProvider time)
    {
        var listen = new SipListenAddress(new IPEndPoint(options.Address, options.SipPort));
        return new SipPhone(options, time, SipEndpoint.Start(new SipEndpointOptions { Listen = [listen], UserAgent = new SipUserAgentOptions { Methods = MethodsOf(options) } }, time));
    }

    /// <summary>Places a call. It has not been answered when this returns: see <see cref="PhoneCall.Answered"/>.</summary>
    /// <exception cref="SipTargetException">The target has no address that can be reached from here.</exception>
    /// <exception cref="IOException">No media port is free.</exception>
    public Task<PhoneCall> CallAsync(SipUri target, PhoneCallOptions options, CancellationToken cancellationToken) =>
        CallAsync(target, [], options, cancellationToken);

    /// <summary>Answers the next call that comes; while nobody waits for one, calls get 486.</summary>
    /// <exception cref="IOException">No media port is free.</exception>
    public async Task<PhoneCall> AnswerAsync(PhoneCallOptions options, CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource<InviteReceived>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _answering.Enqueue(waiting);
        }

        await using var giveUp = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
        var invite = await waiting.Task;
        var call = Open(options);
        call.Accept(invite, MailboxOf(invite.Leg).Reader);
        return call;
    }

    /// <summary>Closes the phone. Calls under way are to be disposed of before it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        await _dispatching;
        lock (_lock)
        {
            foreach (var mailbox in _mailboxes.Values)
            {
                mailbox.Writer.TryComplete();
            }
        }
    }

    private async Task<PhoneCall> CallAsync(SipUri target, IReadOnlyList<SipHeader> headers, PhoneCallOptions options, CancellationToken cancellationToken)
    {
        var call = Open(options);
        try
        {
            var leg = await _endpoint.InviteAsync(new SipCallRequest { Target = target, From = Uri, Body = call.Offer(), Headers = headers, Destination = options.Destination }, cancellationToken);
            call.Follow(leg, MailboxOf(leg).Reader);
            return call;
        }
        catch
        {
            await call.AbandonAsync();
            throw;
        }
    }

    private PhoneCall Open(PhoneCallOptions options)
    {
        if (!RtpSocket.TryOpen(_options.Address, _ports, _time, out var socket))
        {
            throw new IOException($"No two adjacent UDP ports are free from {_options.FirstMediaPort} to {_options.LastMediaPort}.");
        }

        return new PhoneCall(_endpoint, Forget, (target, headers) => CallAsync(target, headers, options with { Destination = null }, CancellationToken.None), options, (events, speech) => new PhoneMedia(socket, _time, _options, events, speech));
    }

    private static ImmutableArray<string> MethodsOf(SipPhoneOptions options) =>
        options.FollowsRefer ? [SipMethods.Options, SipMethods.Refer] : [SipMethods.Options];

    private async Task DispatchAsync()
    {
        await foreach (var happening in _endpoint.Events.ReadAllAsync())
        {
            switch (happening)
            {
                case InviteReceived invite:
                    Receive(invite);
                    break;
                case RequestReceived { Leg: null } request:
                    _endpoint.Respond(request.Request, new SipReply(200));
                    break;
                default:
                    Pass(happening);
                    break;
            }
        }
    }

    private void Receive(InviteReceived invite)
    {
        lock (_lock)
        {
            while (_answering.TryDequeue(out var waiting))
            {
                if (waiting.TrySetResult(invite))
                {
                    return;
                }
            }

            _refused.Add(invite.Leg);
        }

        _endpoint.Respond(invite.Request, new SipReply(BusyHere));
    }

    /// <summary>Hands a leg's event to its call, the last one included.</summary>
    private void Pass(SipEvent happening)
    {
        SipLegId? leg = happening switch
        {
            ReinviteReceived { Leg: var id } => id,
            LegConfirmed { Leg: var id } => id,
            LegProgressed { Leg: var id } => id,
            LegAnswered { Leg: var id } => id,
            ReinviteRefused { Leg: var id } => id,
            LegEnded { Leg: var id } => id,
            RequestReceived { Leg: var id } => id,
            _ => null,
        };
        if (leg is not { } known || IsRefused(known, isEnd: happening is LegEnded))
        {
            return;
        }

        var mailbox = MailboxOf(known).Writer;
        mailbox.TryWrite(happening);
        if (happening is LegEnded)
        {
            mailbox.TryComplete();
        }
    }

    private bool IsRefused(SipLegId leg, bool isEnd)
    {
        lock (_lock)
        {
            return isEnd ? _refused.Remove(leg) : _refused.Contains(leg);
        }
    }

    /// <summary>Made by whoever asks first: a leg's first events may come before its number is known to the caller.</summary>
    private Channel<SipEvent> MailboxOf(SipLegId leg)
    {
        lock (_lock)
        {
            if (!_mailboxes.TryGetValue(leg, out var mailbox))
            {
                _mailboxes.Add(leg, mailbox = Channel.CreateUnbounded<SipEvent>());
            }

            return mailbox;
        }
    }

    private void Forget(SipLegId leg)
    {
        lock (_lock)
        {
            _mailboxes.Remove(leg);
        }
    }
}
