namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class RtpSenderTests
{
    [Fact]
    public void Sequence_timestamp_and_marker_follow_the_stream_over_the_wrap()
    {
        var sender = new RtpSender(ssrc: 9, sequenceNumber: 65_535, timestamp: uint.MaxValue - 99);
        var datagram = new byte[200];
        RtpHeader Send() => Packets.View(datagram[..sender.Write(0, new byte[160], 160, datagram)]).Header;

        Send().Should().Be(new RtpHeader(0, Marker: true, 65_535, uint.MaxValue - 99, 9));
        Send().Should().Be(new RtpHeader(0, Marker: false, 0, 60, 9));
        sender.Skip(320);
        Send().Should().Be(new RtpHeader(0, Marker: true, 1, 540, 9));
        (sender.PacketCount, sender.OctetCount).Should().Be((3u, 480u));
    }

    [Fact]
    public void Two_senders_do_not_begin_alike() =>
        RtpSender.CreateRandom().Ssrc.Should().NotBe(RtpSender.CreateRandom().Ssrc);

    [Fact]
    public void A_packet_allocates_nothing()
    {
        var sender = RtpSender.CreateRandom();
        var (payload, datagram) = (new byte[160], new byte[200]);
        sender.Write(0, payload, 160, datagram);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            sender.Write(0, payload, 160, datagram);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
