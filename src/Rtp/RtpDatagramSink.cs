using System.Net;

namespace CompliantVoiceProxy.Rtp;

/// <summary>Takes a datagram from the receive loop. Runs on that loop: it must be quick, must not throw and must not keep the span.</summary>
/// <param name="datagram">May be changed in place; valid during the call.</param>
/// <param name="from">Valid during the call.</param>
/// <param name="now">Arrival, on the clock of <see cref="RtpSocket.Now"/>.</param>
public delegate void RtpDatagramSink(Span<byte> datagram, SocketAddress from, TimeSpan now);
