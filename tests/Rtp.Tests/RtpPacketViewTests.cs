namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class RtpPacketViewTests
{
    /// <summary>Everything at once: marker, 2 CSRCs, an extension of 1 word, 3 bytes of payload, 5 of padding.</summary>
    private static readonly byte[] Full =
    [
        0b1011_0010, 0x80 | 101, 0x12, 0x34, 0xDE, 0xAD, 0xBE, 0xEF, 1, 2, 3, 4,
        0, 0, 0, 7, 0, 0, 0, 9,
        0xBE, 0xDE, 0, 1, 0x10, 0xFF, 0, 0,
        0xA, 0xB, 0xC,
        0, 0, 0, 0, 5,
    ];

    [Fact]
    public void Each_field_of_the_bit_picture_is_read()
    {
        RtpPacketView.TryParse(Full, out var packet, out var reason).Should().BeTrue();

        reason.Should().Be(RtpRejectReason.None);
        packet.Header.Should().Be(new RtpHeader(101, Marker: true, 0x1234, 0xDEADBEEF, 0x01020304));
        packet.CsrcCount.Should().Be(2);
        (packet.Csrc(0), packet.Csrc(1)).Should().Be((7u, 9u));
        packet.ExtensionProfile.Should().Be(0xBEDE);
        packet.Extension.ToArray().Should().Equal(0x10, 0xFF, 0, 0);
        packet.Payload.ToArray().Should().Equal(0xA, 0xB, 0xC);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var header = new RtpHeader(8, Marker: true, 65_535, uint.MaxValue, 42);
        var datagram = new byte[RtpHeader.Size];

        header.Write(datagram);

        Packets.View(datagram).Header.Should().Be(header);
        Packets.View(datagram).Payload.Length.Should().Be(0);
    }

    public static TheoryData<string, byte[], RtpRejectReason> Rejected => new()
    {
        { "nothing", [], RtpRejectReason.TooShort },
        { "eleven bytes", Full[..11], RtpRejectReason.TooShort },
        { "version 1", [0x40, .. Full[1..]], RtpRejectReason.WrongVersion },
        { "STUN", [0, 1, .. Full[2..]], RtpRejectReason.WrongVersion },
        { "a sender report", [0x80, 200, .. Full[2..]], RtpRejectReason.IsRtcp },
        { "CSRCs past the end", [0x8F, 0, .. Full[2..20]], RtpRejectReason.Truncated },
        { "extension header past the end", [0x90, 0, .. Full[2..12], 0xBE, 0xDE], RtpRejectReason.Truncated },
        { "extension past the end", [0x90, 0, .. Full[2..12], 0xBE, 0xDE, 0, 9, 1, 2], RtpRejectReason.Truncated },
        { "padding of zero", [0xA0, 0, .. Full[2..12], 1, 0], RtpRejectReason.BadPadding },
        { "padding longer than the payload", [0xA0, 0, .. Full[2..12], 1, 3], RtpRejectReason.BadPadding },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_is_no_packet_is_refused_with_its_reason(string label, byte[] datagram, RtpRejectReason expected)
    {
        RtpPacketView.TryParse(datagram, out _, out var reason).Should().BeFalse(label);

        reason.Should().Be(expected);
    }

    [Fact]
    public void Padding_may_fill_the_whole_payload() =>
        Packets.View([0xA0, 0, .. Full[2..12], 0, 2]).Payload.Length.Should().Be(0);

    [Fact]
    public void No_prefix_and_no_mutation_is_read_out_of_bounds()
    {
        var random = new Random(3);
        for (var round = 0; round < 200_000; round++)
        {
            var datagram = Full[..random.Next(Full.Length + 1)];
            for (var i = 0; i < 2 && datagram.Length > 0; i++)
            {
                datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            }

            if (RtpPacketView.TryParse(datagram, out var packet, out _))
            {
                (RtpHeader.Size + (packet.CsrcCount * 4) + packet.Extension.Length + packet.Payload.Length).Should().BeLessThanOrEqualTo(datagram.Length);
            }
        }
    }
}
