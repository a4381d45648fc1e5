using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Sip.Transports;

/// <summary>SIP over UDP: one datagram, one message (RFC 3261 section 18).</summary>
internal sealed class UdpTransport : ISipTransport
{
    private const int LongestDatagram = 65_535;

    private readonly Socket _socket;
    private readonly SipCounters _counters;

    /// <exception cref="SocketException">The address is taken, or is none of this machine's.</exception>
    public UdpTransport(SipListenAddress address, SipCounters counters)
    {
        _counters = counters;
        _socket = new Socket(address.EndPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = 1 << 20;
            _socket.Bind(address.EndPoint);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        BoundTo = (IPEndPoint)_socket.LocalEndPoint!;
        Local = new SipLocalAddress("UDP", address.HostForPeers, BoundTo.Port, IsReliable: false);
    }

    public SipLocalAddress Local { get; }

    public IPEndPoint BoundTo { get; }

    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> octets, IPEndPoint remote, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendToAsync(octets, SocketFlags.None, remote, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task RunAsync(Action<byte[], SipFlow> receive, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestDatagram];
        var anywhere = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, anywhere, cancellationToken);
                receive(buffer.AsSpan(0, received.ReceivedBytes).ToArray(), new SipFlow(Local, (IPEndPoint)received.RemoteEndPoint));
            }
            catch (SocketException)
            {
                _counters.Count(SipCounter.SocketErrors); // an ICMP error of an earlier datagram
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
