using CompliantVoiceProxy.Rtp.Rtcp;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class RtcpTests
{
    private static readonly RtcpCompound Whole = new()
    {
        Ssrc = 0xAABBCCDD,
        Sender = new RtcpSenderInfo(new NtpTime(0xE0000000_80000000), 123_456, 500, 80_000),
        Reports =
        [
            new RtcpReportBlock
            {
                Ssrc = 7, FractionLost = 64, Lost = -3, ExtendedHighestSequenceNumber = 0x0001FFFF, Jitter = 80,
                LastSenderReport = 0x12345678, SinceLastSenderReport = TimeSpan.FromSeconds(1.5),
            },
        ],
        Name = new Sensitive<string>("abcdef"),
        IsGoodbye = true,
    };

    private static byte[] Write(RtcpCompound compound)
    {
        var datagram = new byte[1_024];
        return datagram[..compound.Write(datagram)];
    }

    [Fact]
    public void What_is_written_is_read_back_whole()
    {
        RtcpCompound.TryParse(Write(Whole), out var compound, out var reason).Should().BeTrue("{0}", reason);

        compound!.Reports.Should().Equal(Whole.Reports);
        (compound with { Reports = Whole.Reports }).Should().Be(Whole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("abcd")]
    public void A_name_of_any_length_is_padded_to_whole_words(string name)
    {
        var datagram = Write(Whole with { Name = new(name) });

        (datagram.Length % 4).Should().Be(0);
        RtcpCompound.TryParse(datagram, out var compound, out _).Should().BeTrue();
        compound!.Name!.Value.Reveal().Should().Be(name);
        compound.IsGoodbye.Should().BeTrue();
    }

    [Fact]
    public void The_bytes_of_a_report_stand_where_the_RFC_draws_them()
    {
        var datagram = Write(Whole);

        datagram[..4].Should().Equal(0x81, 200, 0, 12);
        datagram[4..8].Should().Equal(0xAA, 0xBB, 0xCC, 0xDD);
        datagram[32..36].Should().Equal(64, 0xFF, 0xFF, 0xFD);
        datagram[48..52].Should().Equal(0, 1, 0x80, 0);
    }

    [Fact]
    public void Other_packets_of_a_compound_are_passed_over()
    {
        byte[] application = [0x80, 204, 0, 2, 0, 0, 0, 1, (byte)'t', (byte)'e', (byte)'s', (byte)'t'];
        byte[] datagram = [.. Write(Whole), .. application];

        RtcpCompound.TryParse(datagram, out var compound, out _).Should().BeTrue();

        compound!.IsGoodbye.Should().BeTrue();
    }

    public static TheoryData<string, byte[], RtcpRejectReason> Rejected => new()
    {
        { "too short", [0x80, 201, 0], RtcpRejectReason.TooShort },
        { "version", [0x40, 201, 0, 1, 0, 0, 0, 1], RtcpRejectReason.WrongVersion },
        { "a goodbye first", [0x81, 203, 0, 1, 0, 0, 0, 1], RtcpRejectReason.NoReportFirst },
        { "RTP", [0x80, 0, 0, 1, 0, 0, 0, 1], RtcpRejectReason.NoReportFirst },
        { "length past the end", [0x80, 201, 0, 9, 0, 0, 0, 1], RtcpRejectReason.Truncated },
        { "count past the end", [0x81, 201, 0, 1, 0, 0, 0, 1], RtcpRejectReason.Truncated },
        { "padding before the last", [0xA0, 201, 0, 1, 0, 0, 0, 1, 0x81, 203, 0, 1, 0, 0, 0, 1], RtcpRejectReason.BadPadding },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_is_no_compound_is_refused_with_its_reason(string label, byte[] datagram, RtcpRejectReason expected)
    {
        RtcpCompound.TryParse(datagram, out _, out var reason).Should().BeFalse(label);

        reason.Should().Be(expected);
    }

    [Fact]
    public void No_mutation_breaks_the_reader()
    {
        var random = new Random(5);
        var good = Write(Whole);
        for (var round = 0; round < 100_000; round++)
        {
            var datagram = good[..random.Next(good.Length + 1)];
            for (var i = 0; i < 3 && datagram.Length > 0; i++)
            {
                datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            }

            RtcpCompound.TryParse(datagram, out var compound, out var reason).Should().Be(compound is not null && reason is RtcpRejectReason.None);
        }
    }

    [Fact]
    public void Wall_clock_time_is_counted_from_1900()
    {
        var time = NtpTime.From(new DateTimeOffset(1970, 1, 1, 0, 0, 0, 500, TimeSpan.Zero));

        time.Value.Should().Be(((ulong)2_208_988_800 << 32) | 0x8000_0000);
        time.Middle.Should().Be(unchecked((uint)((2_208_988_800UL << 16) | 0x8000)));
    }

    [Fact]
    public void Two_sessions_learn_the_round_trip_and_the_loss_from_each_others_reports()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (a, b) = (new Side(1, 2), new Side(2, 1));
        var datagram = new byte[512];
        for (var second = 1; second <= 20; second++)
        {
            var now = TimeSpan.FromSeconds(second);
            a.Speak(b, now);
            b.Speak(a, now);

            // A reports; it takes 30 ms to B; B reports 1 s later; it takes 50 ms back.
            var length = a.Session.WriteReport(now, start + now, datagram);
            b.Session.TryReceive(datagram.AsSpan(0, length), now + Packets.Ms(30), start + now + Packets.Ms(30), out _).Should().BeTrue();
            length = b.Session.WriteReport(now + Packets.Ms(1_030), start + now + Packets.Ms(1_030), datagram);
            a.Session.TryReceive(datagram.AsSpan(0, length), now + Packets.Ms(1_080), start + now + Packets.Ms(1_080), out _).Should().BeTrue();
        }

        a.Session.RoundTrip!.Value.TotalMilliseconds.Should().BeApproximately(80, 0.1);
        a.Session.PeerReport!.Value.Lost.Should().Be(0);
        a.Session.NextDeadline.Should().BeGreaterThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Reports_come_every_five_seconds_or_so_and_no_two_sessions_in_step()
    {
        var side = new Side(1, 2);
        var (now, count) = (TimeSpan.Zero, 0);
        for (; now < TimeSpan.FromHours(1); count++)
        {
            var due = side.Session.NextDeadline;
            (due - now).TotalSeconds.Should().BeInRange(1, 6.2);
            now = due;
            side.Session.WriteReport(now, DateTimeOffset.UnixEpoch + now, new byte[512]);
        }

        (now / count).TotalSeconds.Should().BeApproximately(5 / (Math.E - 1.5), 0.2);
    }

    /// <summary>One end of a call.</summary>
    private sealed class Side
    {
        private readonly RtpSender _sender;
        private readonly RtpReceiver _receiver = new(new RtpReceiverOptions { ClockRate = 8_000, PayloadTypes = [0] });

        public Side(uint ssrc, int seed)
        {
            _sender = new RtpSender(ssrc, 1, 1);
            Session = new RtcpSession(_sender, _receiver, TimeSpan.Zero, new Random(seed));
        }

        public RtcpSession Session { get; }

        public void Speak(Side other, TimeSpan now)
        {
            var datagram = new byte[200];
            var length = _sender.Write(0, new byte[160], 160, datagram);
            other._receiver.TryReceive(datagram.AsSpan(0, length), Packets.Alice, now, out _, out _).Should().BeTrue();
        }
    }
}
