using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Rtp.Tests;

[Collection(nameof(RtpSocketTests))]
[CollectionDefinition(nameof(RtpSocketTests), DisableParallelization = true)]
public sealed class RtpSocketTests
{
    private static readonly PortPool Pool = new(27_000, 27_199, new Random(1));

    private static RtpSocket Open(PortPool? pool = null)
    {
        RtpSocket.TryOpen(IPAddress.Loopback, pool ?? Pool, TimeProvider.System, out var socket).Should().BeTrue();
        return socket!;
    }

    [Fact]
    public async Task Packets_of_both_kinds_arrive_with_their_source()
    {
        await using var a = Open();
        await using var b = Open();
        var rtp = new TaskCompletionSource<(byte[] Bytes, int Port)>();
        var rtcp = new TaskCompletionSource<int>();
        b.Start(
            (datagram, from, _) => rtp.TrySetResult((datagram.ToArray(), ((IPEndPoint)new IPEndPoint(IPAddress.Any, 0).Create(from)).Port)),
            (datagram, _, _) => rtcp.TrySetResult(datagram.Length));

        a.TrySendRtp([1, 2, 3], new IPEndPoint(IPAddress.Loopback, b.Ports.Rtp).Serialize()).Should().BeTrue();
        a.TrySendRtcp([4, 5], new IPEndPoint(IPAddress.Loopback, b.Ports.Rtcp).Serialize()).Should().BeTrue();

        var heard = await rtp.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        heard.Bytes.Should().Equal(1, 2, 3);
        heard.Port.Should().Be(a.Ports.Rtp);
        (await rtcp.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Should().Be(2);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_passed_over_and_closing_gives_the_pair_back()
    {
        var pool = new PortPool(27_200, 27_203, new Random(1));
        using var squatter = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        squatter.Bind(new IPEndPoint(IPAddress.Loopback, 27_201));

        var socket = Open(pool);

        socket.Ports.Should().Be(new PortPair(27_202));
        RtpSocket.TryOpen(IPAddress.Loopback, pool, TimeProvider.System, out _).Should().BeFalse();
        await socket.DisposeAsync();
        await socket.DisposeAsync();
        pool.Lent.Should().Be(0);
        socket.TrySendRtp([1], new IPEndPoint(IPAddress.Loopback, 9).Serialize()).Should().BeFalse();
    }

    [Fact]
    public async Task Receiving_and_sending_allocate_nothing_per_packet()
    {
        const int Packets = 5_000;
        await using var a = Open();
        await using var b = Open();
        using var arrived = new AutoResetEvent(false);
        var (to, packet) = (new IPEndPoint(IPAddress.Loopback, b.Ports.Rtp).Serialize(), new byte[172]);
        b.Start((_, _, _) => arrived.Set(), (_, _, _) => { });
        a.Start((_, _, _) => { }, (_, _, _) => { });
        PingPong(1_000);

        // The runtime's queue of socket events doubles (by 24 bytes an event) whenever its reader has been kept waiting longer than
        // ever before, so a round can show some 25 kB that no packet costs. What a packet costs, every round shows.
        var rounds = Enumerable.Range(0, 8).Select(_ => AllocatedBy(() => PingPong(Packets))).ToList();

        (rounds.Min() / (double)Packets).Should().BeLessThan(1, "rounds of {0} packets allocated {1} bytes", Packets, string.Join(", ", rounds));

        static long AllocatedBy(Action work)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            work();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        void PingPong(int count)
        {
            for (var i = 0; i < count; i++)
            {
                a.TrySendRtp(packet, to);
                if (!arrived.WaitOne(10_000))
                {
                    throw new TimeoutException("A packet was lost on loopback.");
                }
            }
        }
    }

    [Fact]
    public async Task The_timer_gives_each_tick_once()
    {
        using var timer = new PlayoutTimer(TimeProvider.System, TimeSpan.FromMilliseconds(5));
        var (start, ticks) = (timer.Now, 0);
        while (ticks < 40)
        {
            ticks += await timer.WaitAsync(TestContext.Current.CancellationToken);
        }

        (timer.Now - start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(39 * 5 - 5), "no tick is early");
    }
}
