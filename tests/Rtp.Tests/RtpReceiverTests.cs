using System.Net;

namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class RtpReceiverTests
{
    private static readonly IPEndPoint Signalled = new(IPAddress.Parse("10.0.0.9"), 9_000);

    private static RtpReceiver Create(IRtpProtection? protection = null) =>
        new(new RtpReceiverOptions { ClockRate = 8_000, PayloadTypes = [0], EventPayloadType = 101, Signalled = Signalled }, protection);

    private static RtpRejectReason Receive(RtpReceiver receiver, byte[] datagram, SocketAddress from, double milliseconds)
    {
        receiver.TryReceive(datagram.ToArray(), from, Packets.Ms(milliseconds), out _, out var reason);
        return reason;
    }

    [Fact]
    public void Before_the_first_packet_the_signalled_address_is_sent_to_and_then_the_source_of_the_first()
    {
        var receiver = Create();
        receiver.Remote.Should().Be(Signalled.Serialize());

        Receive(receiver, Packets.Audio(0), Packets.Alice, 0).Should().Be(RtpRejectReason.None);

        receiver.Remote.Should().Be(Packets.Alice);
        receiver.Ssrc.Should().Be(1);
        receiver.HeardAt.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void Nothing_is_learned_from_what_is_not_valid()
    {
        var receiver = Create();

        Receive(receiver, [1, 2, 3], Packets.Mallory, 0).Should().Be(RtpRejectReason.TooShort);
        Receive(receiver, Packets.Audio(0, payloadType: 99), Packets.Mallory, 0).Should().Be(RtpRejectReason.UnexpectedPayloadType);

        receiver.Remote.Should().Be(Signalled.Serialize());
        receiver.HeardAt.Should().BeNull();
        receiver.Rejected(RtpRejectReason.UnexpectedPayloadType).Should().Be(1);
    }

    [Fact]
    public void Nothing_is_learned_from_what_the_protection_refuses_and_what_it_unwraps_is_read()
    {
        var receiver = Create(new OnlySealed());

        Receive(receiver, Packets.Audio(0), Packets.Mallory, 0).Should().Be(RtpRejectReason.NotAuthentic);
        receiver.Remote.Should().Be(Signalled.Serialize());
        receiver.TryReceive([.. Packets.Audio(0), 0x5E], Packets.Alice, TimeSpan.Zero, out var packet, out _).Should().BeTrue();
        packet.Payload.Length.Should().Be(160);
    }

    [Fact]
    public void A_second_source_is_refused_while_the_first_is_heard()
    {
        var receiver = Create();
        for (var i = 0; i < 500; i++)
        {
            Receive(receiver, Packets.Audio(i), Packets.Alice, 20 * i).Should().Be(RtpRejectReason.None);
            Receive(receiver, Packets.Audio(i, ssrc: 666), Packets.Mallory, 20 * i).Should().Be(RtpRejectReason.WrongSource);
        }

        receiver.Remote.Should().Be(Packets.Alice);
        receiver.Statistics.Lost.Should().Be(0);
    }

    [Fact]
    public void The_signalled_address_takes_the_latch_from_an_early_stranger_but_not_later()
    {
        var (early, late) = (Create(), Create());
        Receive(early, Packets.Audio(0, ssrc: 666), Packets.Mallory, 0);
        Receive(late, Packets.Audio(0, ssrc: 666), Packets.Mallory, 0);

        Receive(early, Packets.Audio(0), Signalled.Serialize(), 1_900).Should().Be(RtpRejectReason.OnProbation, "its SSRC is another");
        Receive(early, Packets.Audio(1), Signalled.Serialize(), 1_920).Should().Be(RtpRejectReason.None);
        Receive(early, Packets.Audio(1, ssrc: 666), Packets.Mallory, 1_920).Should().Be(RtpRejectReason.WrongSource);
        Receive(late, Packets.Audio(0), Signalled.Serialize(), 2_100).Should().Be(RtpRejectReason.WrongSource);
    }

    [Fact]
    public void After_3_s_of_silence_5_packets_in_sequence_move_the_latch()
    {
        var receiver = Create();
        var moved = Packets.Address("10.0.0.1", 4_001);
        Receive(receiver, Packets.Audio(0), Packets.Alice, 0);

        for (var i = 150; i < 154; i++)
        {
            Receive(receiver, Packets.Audio(i), moved, 20 * i).Should().Be(RtpRejectReason.WrongSource);
        }

        Receive(receiver, Packets.Audio(154), moved, 3_080).Should().Be(RtpRejectReason.None);
        receiver.Remote.Should().Be(moved);
    }

    [Fact]
    public void Packets_of_several_strangers_do_not_add_up()
    {
        var receiver = Create();
        Receive(receiver, Packets.Audio(0), Packets.Alice, 0);

        for (var i = 0; i < 100; i++)
        {
            Receive(receiver, Packets.Audio(i), Packets.Address("10.6.6.6", 1 + (i % 2)), 5_000 + i).Should().Be(RtpRejectReason.WrongSource);
        }
    }

    [Fact]
    public void A_new_description_with_another_address_latches_anew()
    {
        var receiver = Create();
        Receive(receiver, Packets.Audio(0), Packets.Alice, 0);
        var options = new RtpReceiverOptions { ClockRate = 8_000, PayloadTypes = [8], Signalled = Signalled };

        receiver.Renegotiate(options);
        receiver.Remote.Should().Be(Packets.Alice, "the address is the same");
        receiver.Renegotiate(options with { Signalled = new IPEndPoint(IPAddress.Parse("10.0.0.7"), 7_000) });

        receiver.Remote.Should().Be(Packets.Address("10.0.0.7", 7_000));
        Receive(receiver, Packets.Audio(1), Packets.Alice, 20).Should().Be(RtpRejectReason.UnexpectedPayloadType);
        Receive(receiver, Packets.Audio(1, payloadType: 8), Packets.Address("10.0.0.7", 7_000), 20).Should().Be(RtpRejectReason.None);
    }

    [Fact]
    public void Another_SSRC_is_followed_from_its_second_packet_and_counted_anew()
    {
        var receiver = Create();
        for (var i = 0; i < 10; i++)
        {
            Receive(receiver, Packets.Audio(i), Packets.Alice, 20 * i);
        }

        Receive(receiver, Packets.Audio(0, ssrc: 2), Packets.Alice, 200).Should().Be(RtpRejectReason.OnProbation);
        Receive(receiver, Packets.Audio(10), Packets.Alice, 200).Should().Be(RtpRejectReason.None);
        Receive(receiver, Packets.Audio(1, ssrc: 2), Packets.Alice, 220).Should().Be(RtpRejectReason.OnProbation, "the old one was heard between");
        Receive(receiver, Packets.Audio(2, ssrc: 2), Packets.Alice, 240).Should().Be(RtpRejectReason.None);

        receiver.Ssrc.Should().Be(2);
        receiver.Statistics.Received.Should().Be(1);
    }

    [Fact]
    public void A_packet_allocates_nothing_from_the_wire_to_the_playout()
    {
        var receiver = Create();
        var buffer = new JitterBuffer(new JitterBufferOptions());
        var datagrams = Enumerable.Range(0, 400).Select(number => Packets.Audio(number)).ToArray();
        long before = 0;
        for (var i = 0; i < datagrams.Length; i++)
        {
            if (i == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            var now = TimeSpan.FromTicks(i * 200_000L);
            if (!receiver.TryReceive(datagrams[i], Packets.Alice, now, out var packet, out _))
            {
                throw new InvalidOperationException("refused");
            }

            buffer.Put(packet, packet.Payload.Length, now);
            buffer.Take(now);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    /// <summary>Lets through what ends in 0x5E, and takes that off.</summary>
    private sealed class OnlySealed : IRtpProtection
    {
        public bool TryUnprotect(Span<byte> datagram, out int length)
        {
            length = datagram.Length - 1;
            return datagram[^1] == 0x5E;
        }
    }
}
