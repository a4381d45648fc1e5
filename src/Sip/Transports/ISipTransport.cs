using System.Net;

namespace CompliantVoiceProxy.Sip.Transports;

/// <summary>Carries whole messages as octets. What a transport frames, authenticates or keeps open is its own affair.</summary>
internal interface ISipTransport : IDisposable
{
    SipLocalAddress Local { get; }

    /// <summary>The socket's own address: the port is a real one even when 0 was asked for.</summary>
    IPEndPoint BoundTo { get; }

    /// <summary>Sends one message; a failure is the network's, and the transaction's timers answer it.</summary>
    /// <returns>False when the socket refused.</returns>
    ValueTask<bool> SendAsync(ReadOnlyMemory<byte> octets, IPEndPoint remote, CancellationToken cancellationToken);

    /// <summary>Receives until cancelled. The octets given out are the receiver's to keep.</summary>
    Task RunAsync(Action<byte[], SipFlow> receive, CancellationToken cancellationToken);
}
