using System.Net;

namespace CompliantVoiceProxy.Rtp.Tests;

/// <summary>Packets and addresses to test with.</summary>
internal static class Packets
{
    public static readonly SocketAddress Alice = Address("10.0.0.1", 4_000);
    public static readonly SocketAddress Mallory = Address("10.6.6.6", 6_666);

    public static SocketAddress Address(string ip, int port) => new IPEndPoint(IPAddress.Parse(ip), port).Serialize();

    /// <summary>A PCMU packet of 20 ms whose payload says its number.</summary>
    public static byte[] Audio(int number, uint ssrc = 1, ushort firstSequence = 65_500, uint firstTimestamp = 4_294_960_000, byte payloadType = 0, int samples = 160)
    {
        var datagram = new byte[RtpHeader.Size + samples];
        new RtpHeader(payloadType, Marker: number == 0, (ushort)(firstSequence + number), firstTimestamp + (uint)(number * samples), ssrc).Write(datagram);
        BitConverter.TryWriteBytes(datagram.AsSpan(RtpHeader.Size), number);
        return datagram;
    }

    public static RtpPacketView View(byte[] datagram)
    {
        RtpPacketView.TryParse(datagram, out var packet, out var reason).Should().BeTrue("{0}", reason);
        return packet;
    }

    public static int Number(ReadOnlySpan<byte> payload) => BitConverter.ToInt32(payload);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
