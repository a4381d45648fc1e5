using System.Net;
using CompliantVoiceProxy.Sip.Transports;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>A bad network on virtual time: datagrams are lost, doubled and overtake each other, the same in every run of one seed.</summary>
internal sealed class SimulatedNetwork(int seed, double loss = 0, double duplication = 0, int longestDelayMs = 1)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<(Node To, byte[] Octets, SipFlow Flow), (TimeSpan At, long Order)> _underWay = new();
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _plans = new();
    private readonly List<Node> _nodes = [];
    private long _order;

    public TimeSpan Now { get; private set; }

    /// <summary>Sees every datagram before the network has its way with it; false loses it.</summary>
    public Func<byte[], bool> Passes { get; set; } = _ => true;

    public Node Add(SipUserAgentOptions? options = null)
    {
        var node = new Node(this, _nodes.Count + 1, options ?? new SipUserAgentOptions());
        _nodes.Add(node);
        return node;
    }

    /// <summary>Does something at a later time.</summary>
    public void Plan(TimeSpan delay, Action work) => _plans.Enqueue(work, (Now + delay, _order++));

    /// <summary>Lets time pass until nothing is under way and nothing pending, or until the given time.</summary>
    public void Run(TimeSpan? until = null)
    {
        while (Next() is { } next && next <= (until ?? TimeSpan.MaxValue))
        {
            Now = next > Now ? next : Now;
            while (_underWay.TryPeek(out var datagram, out var arrival) && arrival.At <= Now)
            {
                _underWay.Dequeue();
                datagram.To.Core.Receive(datagram.Octets, datagram.Flow, Now);
                datagram.To.Settle();
            }

            while (_plans.TryPeek(out var work, out var time) && time.At <= Now)
            {
                _plans.Dequeue();
                work();
            }

            foreach (var node in _nodes)
            {
                node.Core.Advance(Now);
                node.Settle();
            }
        }

        Now = until ?? Now;
    }

    private TimeSpan? Next()
    {
        var times = _nodes.Select(node => node.Core.NextDeadline).OfType<TimeSpan>().ToList();
        if (_underWay.TryPeek(out _, out var arrival))
        {
            times.Add(arrival.At);
        }

        if (_plans.TryPeek(out _, out var plan))
        {
            times.Add(plan.At);
        }

        return times.Count == 0 ? null : times.Min();
    }

    private void Send(Node from, byte[] octets, IPEndPoint remote)
    {
        if (!Passes(octets) || _nodes.Find(node => node.Address.Equals(remote)) is not { } to)
        {
            return;
        }

        for (var copies = _random.NextDouble() < duplication ? 2 : 1; copies > 0; copies--)
        {
            if (_random.NextDouble() >= loss)
            {
                var at = Now + TimeSpan.FromMilliseconds(_random.Next(1, longestDelayMs + 1));
                _underWay.Enqueue((to, octets, new SipFlow(to.Local, from.Address)), (at, _order++));
            }
        }
    }

    /// <summary>One endpoint's core on this network. What happens is kept, and told to <see cref="OnEvent"/>.</summary>
    internal sealed class Node
    {
        private readonly SimulatedNetwork _network;

        public Node(SimulatedNetwork network, int number, SipUserAgentOptions options)
        {
            _network = network;
            Address = new IPEndPoint(new IPAddress([10, 0, 0, (byte)number]), 5060);
            Local = new SipLocalAddress("UDP", Address.Address.ToString(), Address.Port, IsReliable: false);
            Core = new UserAgentCore(options, new SipTokens(new Random((network._random.Next() * 31) + number)), Counters);
        }

        public IPEndPoint Address { get; }

        public SipLocalAddress Local { get; }

        public SipCounters Counters { get; } = new();

        public UserAgentCore Core { get; }

        public List<SipEvent> Happened { get; } = [];

        public List<byte[]> Sent { get; } = [];

        public Action<SipEvent> OnEvent { get; set; } = _ => { };

        public SipLegId Call(Node other, ReadOnlyMemory<byte> offer = default)
        {
            var leg = Core.Invite(new SipCallRequest { Target = other.Local.ToUri(), Body = offer }, new SipFlow(Local, other.Address), _network.Now);
            Settle();
            return leg;
        }

        public void HangUp(SipLegId leg)
        {
            Core.HangUp(leg, [], _network.Now);
            Settle();
        }

        public void Do(Action<UserAgentCore> command)
        {
            command(Core);
            Settle();
        }

        public void Respond(SipRequestId request, SipReply reply)
        {
            Core.Respond(request, reply, _network.Now);
            Settle();
        }

        public T Last<T>()
            where T : SipEvent => Happened.OfType<T>().Last();

        /// <summary>Hands on what the core has to tell and to send.</summary>
        public void Settle()
        {
            while (Core.Outbox.TryTake(out var octets, out var flow))
            {
                Sent.Add(octets);
                _network.Send(this, octets, flow.Remote);
            }

            while (Core.Events.TryDequeue(out var happened))
            {
                Happened.Add(happened);
                OnEvent(happened);
            }
        }
    }
}
