using CompliantVoiceProxy.Rtp.TelephoneEvents;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class TelephoneEventTests
{
    private static TelephoneEventPayload Payload(byte code, int duration, bool isEnd = false) => new(new(code), isEnd, 10, (ushort)duration);

    private static Sensitive<byte> Code(char key)
    {
        TelephoneEventPayload.TryGetCode(key, out var code).Should().BeTrue();
        return code;
    }

    [Fact]
    public void The_example_of_the_bit_picture_is_read_and_written()
    {
        byte[] bytes = [11, 0x8A, 0x03, 0x20]; // '#', ended, -10 dBm0, 800 units

        TelephoneEventPayload.TryParse(bytes, out var payload).Should().BeTrue();
        var written = new byte[4];
        payload.Write(written);

        payload.Should().Be(new TelephoneEventPayload(Code('#'), IsEnd: true, 10, 800));
        TelephoneEventPayload.ToKey(payload.Code).Should().Be(new Sensitive<char>('#'));
        written.Should().Equal(bytes);
        TelephoneEventPayload.TryParse(bytes.AsSpan(0, 3), out _).Should().BeFalse();
    }

    [Fact]
    public void A_key_never_prints()
    {
        Payload(7, 800).ToString().Should().Contain("withheld").And.NotContain("7");
        new TelephoneEventReceiver().Receive(0, Payload(7, 160), TimeSpan.Zero).ToString().Should().Contain("withheld").And.NotContain("7");
    }

    [Fact]
    public void Codes_beyond_the_keys_have_none()
    {
        TelephoneEventPayload.ToKey(new(16)).Should().BeNull();
        TelephoneEventPayload.TryGetCode('x', out _).Should().BeFalse();
        TelephoneEventPayload.TryGetCode('d', out var code).Should().BeTrue();
        code.Reveal().Should().Be(15);
    }

    [Fact]
    public void Keys_sent_are_packets_as_the_RFC_shows_them()
    {
        var sender = new RtpSender(1, 100, 5_000);
        var events = new TelephoneEventSender(sender, 101, 160);
        events.Press(Code('5'), ticks: 4);
        var packets = new List<(RtpHeader Header, TelephoneEventPayload Payload)>();
        var ticks = 0;
        var datagram = new byte[64];
        for (; events.IsBusy; ticks++)
        {
            var length = events.WriteNext(datagram);
            if (length > 0)
            {
                var packet = Packets.View(datagram[..length]);
                TelephoneEventPayload.TryParse(packet.Payload, out var payload).Should().BeTrue();
                packets.Add((packet.Header, payload));
            }
        }

        packets.Select(packet => packet.Payload.Duration).Should().Equal(160, 320, 480, 640, 640, 640);
        packets.Select(packet => packet.Payload.IsEnd).Should().Equal(false, false, false, true, true, true);
        packets.Select(packet => packet.Header.Marker).Should().Equal(true, false, false, false, false, false);
        packets.Select(packet => packet.Header.SequenceNumber).Should().Equal(100, 101, 102, 103, 104, 105);
        packets.Should().OnlyContain(packet => packet.Header.Timestamp == 5_000);
        sender.Timestamp.Should().Be(5_000 + (uint)(ticks * 160), "the time line goes on meanwhile");
    }

    /// <summary>Three keys, of which any single packet, and any pattern of packets but a whole key, may be lost.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 30)]
    [InlineData(3, 60)]
    public void Each_key_is_heard_once_and_its_interval_whatever_is_lost(int seed, int lossPercent)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var (sender, receiver) = (new RtpSender(1, 1, uint.MaxValue - 2_000), new TelephoneEventReceiver());
            var events = new TelephoneEventSender(sender, 101, 160);
            foreach (var key in "442")
            {
                events.Press(Code(key), ticks: 8);
            }

            var heard = new List<TelephoneEvent>();
            var isHeard = new bool[3];
            var datagram = new byte[64];
            for (var tick = 0; events.IsBusy; tick++)
            {
                var (length, now) = (events.WriteNext(datagram), Packets.Ms(20 * tick));
                if (length > 0 && random.Next(100) >= lossPercent)
                {
                    var packet = Packets.View(datagram[..length]);
                    TelephoneEventPayload.TryParse(packet.Payload, out var payload).Should().BeTrue();
                    isHeard[(packet.Header.Timestamp - (uint.MaxValue - 2_000)) / (13 * 160)] = true;
                    Note(heard, receiver.Receive(packet.Header.Timestamp, payload, now));
                }

                Note(heard, receiver.Advance(now));
            }

            Note(heard, receiver.Advance(Packets.Ms(10_000)));
            heard.Select(key => key.Code.Reveal()).Should().Equal(new byte[] { 4, 4, 2 }.Where((_, i) => isHeard[i]));
            heard.Should().OnlyContain(key => key.Duration <= 8 * 160);
            if (lossPercent == 0)
            {
                heard.Should().OnlyContain(key => key.Duration == 8 * 160 && key.IsOver);
            }
        }

        static void Note(List<TelephoneEvent> heard, TelephoneEvent? update)
        {
            if (update is { IsNew: true } begun)
            {
                heard.Add(begun);
            }
            else if (update is { } known)
            {
                heard[heard.FindIndex(key => key.Start == known.Start)] = known;
            }
        }
    }

    [Fact]
    public void An_event_whose_end_is_lost_is_over_after_200_ms_or_with_the_next()
    {
        var receiver = new TelephoneEventReceiver();
        receiver.Receive(0, Payload(1, 160), TimeSpan.Zero)!.Value.IsNew.Should().BeTrue();
        receiver.NextDeadline.Should().Be(Packets.Ms(200));
        receiver.Advance(Packets.Ms(199)).Should().BeNull();

        var ended = receiver.Advance(Packets.Ms(200))!.Value;

        (ended.IsOver, ended.IsNew, ended.Duration).Should().Be((true, false, 160u));
        receiver.NextDeadline.Should().BeNull();
        receiver.Receive(4_000, Payload(2, 160), Packets.Ms(500));
        receiver.Receive(8_000, Payload(2, 160), Packets.Ms(600))!.Value.IsNew.Should().BeTrue("the same key again, at another time");
    }

    [Fact]
    public void A_long_event_goes_on_in_segments_and_stays_one()
    {
        var receiver = new TelephoneEventReceiver();
        receiver.Receive(0, Payload(1, 160), TimeSpan.Zero);
        receiver.Receive(0, Payload(1, 65_535), Packets.Ms(8_190));

        var update = receiver.Receive(65_535, Payload(1, 160), Packets.Ms(8_210))!.Value;

        (update.IsNew, update.Start, update.Duration).Should().Be((false, 0u, 65_695u));
    }

    [Fact]
    public void Packets_that_were_overtaken_by_the_next_event_still_count_for_their_own()
    {
        var receiver = new TelephoneEventReceiver();
        receiver.Receive(1_000, Payload(1, 160), TimeSpan.Zero);
        receiver.Receive(5_000, Payload(2, 160), Packets.Ms(500));

        var late = receiver.Receive(1_000, Payload(1, 800, isEnd: true), Packets.Ms(510))!.Value;
        var missed = receiver.Receive(3_000, Payload(3, 800, isEnd: true), Packets.Ms(520))!.Value;

        (late.IsNew, late.Duration).Should().Be((false, 800u));
        (missed.IsNew, missed.IsOver).Should().Be((true, true));
        receiver.Receive(3_000, Payload(3, 800, isEnd: true), Packets.Ms(530)).Should().BeNull("the end is said three times");
        receiver.Receive(5_000, Payload(2, 320), Packets.Ms(540))!.Value.Duration.Should().Be(320);
    }

    [Fact]
    public void Receiving_allocates_nothing()
    {
        ReceiveEvents(new TelephoneEventReceiver()); // what the runtime sets up once
        var receiver = new TelephoneEventReceiver();

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReceiveEvents(receiver);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        static void ReceiveEvents(TelephoneEventReceiver receiver)
        {
            for (var i = 0u; i < 100; i++)
            {
                receiver.Receive(i / 10 * 2_000, Payload(1, 160), TimeSpan.Zero);
            }
        }
    }
}
