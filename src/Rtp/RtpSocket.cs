using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Rtp;

/// <summary>A pair of UDP sockets for RTP and RTCP. Owns their receive loops; allocates nothing per packet.</summary>
public sealed class RtpSocket : IAsyncDisposable
{
    private const int LargestDatagram = 2_048; // no Ethernet carries more in one piece
    private const int BindAttempts = 16;

    private readonly PortPool _pool;
    private readonly TimeProvider _time;
    private readonly Socket _rtp;
    private readonly Socket _rtcp;
    private readonly CancellationTokenSource _stopping = new();
    private Task _receiving = Task.CompletedTask;
    private bool _isClosed;

    private RtpSocket(Socket rtp, Socket rtcp, PortPair ports, PortPool pool, TimeProvider time) =>
        (_rtp, _rtcp, Ports, _pool, _time) = (rtp, rtcp, ports, pool, time);

    public PortPair Ports { get; }

    /// <summary>The clock that all drivers of the media plane share: time since the provider's zero.</summary>
    public TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>Binds a pair from the pool; a pair that something else holds is given back and the next one tried.</summary>
    /// <returns>False when no pair could be had.</returns>
    public static bool TryOpen(IPAddress address, PortPool pool, TimeProvider time, [NotNullWhen(true)] out RtpSocket? socket)
    {
        socket = null;
        for (var attempt = 0; attempt < BindAttempts && pool.TryTake(time.GetElapsedTime(0), out var ports); attempt++)
        {
            var (rtp, rtcp) = (Create(address), Create(address));
            try
            {
                rtp.Bind(new IPEndPoint(address, ports.Rtp));
                rtcp.Bind(new IPEndPoint(address, ports.Rtcp));
                socket = new RtpSocket(rtp, rtcp, ports, pool, time);
                return true;
            }
            catch (SocketException)
            {
                rtp.Dispose();
                rtcp.Dispose();
                pool.Return(ports, time.GetElapsedTime(0));
            }
        }

        return false;
    }

    /// <summary>Starts both receive loops. Each sink is called from one loop at a time; the two loops run side by side.</summary>
    public void Start(RtpDatagramSink onRtp, RtpDatagramSink onRtcp) =>
        _receiving = Task.WhenAll(ReceiveAsync(_rtp, onRtp, _stopping.Token), ReceiveAsync(_rtcp, onRtcp, _stopping.Token));

    /// <summary>Sends a packet; false when the system does not take it now, or the socket is closed. May be called from any thread.</summary>
    public bool TrySendRtp(ReadOnlySpan<byte> datagram, SocketAddress to) => TrySend(_rtp, datagram, to);

    /// <inheritdoc cref="TrySendRtp"/>
    public bool TrySendRtcp(ReadOnlySpan<byte> datagram, SocketAddress to) => TrySend(_rtcp, datagram, to);

    /// <summary>Stops the loops, closes the sockets and gives the ports back to drain.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await _receiving;
        _rtp.Dispose();
        _rtcp.Dispose();
        _stopping.Dispose();
        _pool.Return(Ports, Now);
    }

    private async Task ReceiveAsync(Socket socket, RtpDatagramSink sink, CancellationToken cancellationToken)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagram, pinned: true); // one for the loop's life
        var from = new SocketAddress(socket.AddressFamily);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, cancellationToken);
                sink(buffer.AsSpan(0, length), from, Now);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A datagram that was too large, or an ICMP error of an earlier send: the next one may be good.
            }
        }
    }

    private static Socket Create(IPAddress address) =>
        new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false }; // a full send buffer drops the packet instead of holding up the tick

    private static bool TrySend(Socket socket, ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            return socket.SendTo(datagram, SocketFlags.None, to) == datagram.Length;
        }
        catch (Exception refused) when (refused is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
