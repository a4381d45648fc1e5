using System.Net;
using CompliantVoiceProxy.Rtp.Sdp;

namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class OfferAnswerTests
{
    internal static readonly LocalAudio Local = new() { Address = IPAddress.Loopback, Port = 20_000 };

    private static SdpSession Offer(params string[] lines)
    {
        SdpParser.TryParse(string.Join("\r\n", ["v=0", "o=- 5 7 IN IP4 10.0.0.1", "s=-", "c=IN IP4 10.0.0.1", "t=0 0", .. lines]), out var session, out _).Should().BeTrue();
        return session!;
    }

    private static (SdpSession Answer, AudioAgreement Agreement) Answer(SdpSession offer, LocalAudio? local = null)
    {
        new OfferAnswer(9).TryAnswer(offer, local ?? Local, out var answer, out var agreement, out var reason).Should().BeTrue("{0}", reason);
        return (answer!, agreement!);
    }

    [Fact]
    public void The_answer_takes_the_offers_first_known_format_and_its_events()
    {
        var (answer, agreement) = Answer(Offer(
            "m=audio 4000 RTP/AVP 96 8 0 99 101", "a=rtpmap:96 opus/48000/2", "a=rtpmap:99 telephone-event/48000", "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-16", "a=ptime:30"));

        agreement.Format.Should().Be(PayloadFormat.Pcma);
        agreement.Events!.PayloadType.Should().Be(101);
        agreement.Remote.Should().Be(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 4_000));
        agreement.RemoteControl!.Port.Should().Be(4_001);
        agreement.PacketTime.Should().Be(TimeSpan.FromMilliseconds(30));
        agreement.Direction.Should().Be(MediaDirection.SendReceive);
        answer.Write().Should().Be(
            "v=0\r\no=- 9 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 20000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
            + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=rtcp:20001\r\na=sendrecv\r\n");
    }

    [Fact]
    public void Every_other_stream_is_refused_with_port_0_in_its_place()
    {
        var (answer, _) = Answer(Offer(
            "m=video 5000 RTP/AVP 31", "m=audio 0 RTP/AVP 0", "m=audio 6000 RTP/SAVP 0", "m=audio 4000 RTP/AVP 0", "m=audio 7000 RTP/AVP 0", "m=image 8000 udptl t38"));

        answer.Media.Select(media => (media.Kind, media.Port, media.Protocol)).Should().Equal(
            ("video", 0, "RTP/AVP"), ("audio", 0, "RTP/AVP"), ("audio", 0, "RTP/SAVP"), ("audio", 20_000, "RTP/AVP"), ("audio", 0, "RTP/AVP"), ("image", 0, "udptl"));
    }

    [Fact]
    public void A_dynamic_payload_type_for_a_known_format_is_echoed()
    {
        var (answer, agreement) = Answer(Offer("m=audio 4000 RTP/AVP 110", "a=rtpmap:110 pcmu/8000"));

        agreement.ReceivedPayloadType.Should().Be(110);
        answer.Media[0].Formats.Should().Equal("110");
        agreement.Events.Should().BeNull();
        agreement.ToReceiverOptions().PayloadTypes.Should().Equal(110);
    }

    [Theory]
    [InlineData("a=sendonly", MediaDirection.ReceiveOnly, "recvonly")]
    [InlineData("a=recvonly", MediaDirection.SendOnly, "sendonly")]
    [InlineData("a=inactive", MediaDirection.Inactive, "inactive")]
    [InlineData("a=sendrecv", MediaDirection.SendReceive, "sendrecv")]
    [InlineData("c=IN IP4 0.0.0.0", MediaDirection.ReceiveOnly, "recvonly")]
    public void Hold_in_either_manner_is_answered_in_kind(string line, MediaDirection direction, string said)
    {
        var (answer, agreement) = Answer(Offer("m=audio 4000 RTP/AVP 0", line));

        agreement.Direction.Should().Be(direction);
        agreement.IsOnHold.Should().Be(!direction.HasFlag(MediaDirection.SendOnly));
        answer.Media[0].Find(said).Should().NotBeNull();
        (agreement.Remote is null).Should().Be(line.StartsWith("c=", StringComparison.Ordinal));
    }

    [Fact]
    public void A_direction_at_session_level_holds_unless_the_media_says_otherwise()
    {
        var session = Offer("a=sendonly", "m=audio 4000 RTP/AVP 0");

        Answer(session).Agreement.Direction.Should().Be(MediaDirection.ReceiveOnly);
        Answer(Offer("a=sendonly", "m=audio 4000 RTP/AVP 0", "a=sendrecv")).Agreement.Direction.Should().Be(MediaDirection.SendReceive);
        Answer(Offer("m=audio 4000 RTP/AVP 0"), Local with { Direction = MediaDirection.ReceiveOnly }).Agreement.Direction.Should().Be(MediaDirection.ReceiveOnly);
    }

    [Fact]
    public void The_rtcp_attribute_names_another_port_or_address()
    {
        Answer(Offer("m=audio 4000 RTP/AVP 0", "a=rtcp:5555")).Agreement.RemoteControl.Should().Be(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 5_555));
        Answer(Offer("m=audio 4000 RTP/AVP 0", "a=rtcp:5555 IN IP4 10.0.0.2")).Agreement.RemoteControl.Should().Be(new IPEndPoint(IPAddress.Parse("10.0.0.2"), 5_555));
        Answer(Offer("m=audio 65535 RTP/AVP 0", "a=rtcp:x")).Agreement.RemoteControl!.Port.Should().Be(65_535);
    }

    [Fact]
    public void IPv6_is_agreed_on_where_both_have_it()
    {
        var local = Local with { Address = IPAddress.IPv6Loopback };

        var (answer, agreement) = Answer(Offer("m=audio 4000 RTP/AVP 0", "c=IN IP6 2001:db8::1"), local);

        agreement.Remote!.Address.ToString().Should().Be("2001:db8::1");
        answer.Write().Should().Contain("c=IN IP6 ::1\r\n").And.Contain("IN IP6 ::1\r\ns=-");
    }

    [Theory]
    [InlineData(OfferRejectReason.NoAudio, "m=video 4000 RTP/AVP 31")]
    [InlineData(OfferRejectReason.NoAudio, "m=audio 0 RTP/AVP 0")]
    [InlineData(OfferRejectReason.NoAudio, "m=audio 4000 UDP/TLS/RTP/SAVPF 0")]
    [InlineData(OfferRejectReason.NoCommonFormat, "m=audio 4000 RTP/AVP 18 96")]
    [InlineData(OfferRejectReason.NoCommonFormat, "m=audio 4000 RTP/AVP 0", "a=rtpmap:0 SPEEX/16000")]
    [InlineData(OfferRejectReason.NoUsableAddress, "m=audio 4000 RTP/AVP 0", "c=IN IP4 host.example.com")]
    [InlineData(OfferRejectReason.NoUsableAddress, "m=audio 4000 RTP/AVP 0", "c=IN IP6 ::1")]
    public void An_offer_without_anything_in_common_is_refused_with_its_reason(OfferRejectReason expected, params string[] lines)
    {
        new OfferAnswer(1).TryAnswer(Offer(lines), Local, out var answer, out var agreement, out var reason).Should().BeFalse();

        reason.Should().Be(expected);
        (answer, agreement).Should().Be((null, null));
    }

    [Fact]
    public void Our_own_offer_answered_by_ourselves_agrees()
    {
        var (caller, callee) = (new OfferAnswer(1), new OfferAnswer(2));
        var offer = caller.Offer(Local);

        callee.TryAnswer(offer, Local with { Port = 30_000, Formats = [PayloadFormat.Pcma, PayloadFormat.TelephoneEvents] }, out var answer, out var theirs, out _).Should().BeTrue();
        OfferAnswer.TryReadAnswer(answer!, Local, out var ours, out _).Should().BeTrue();

        ours!.Format.Should().Be(PayloadFormat.Pcma);
        ours.Remote!.Port.Should().Be(30_000);
        theirs!.Remote!.Port.Should().Be(20_000);
        ours.ReceivedEventPayloadType.Should().Be(101);
        caller.Offer(Local).Origin.SessionVersion.Should().Be("2", "each description is a new version");
    }

    [Fact]
    public void An_answer_with_other_payload_types_is_sent_theirs_and_brings_ours()
    {
        var answer = Offer("m=audio 4000 RTP/AVP 0 97", "a=rtpmap:97 telephone-event/8000");

        OfferAnswer.TryReadAnswer(answer, Local, out var agreement, out _).Should().BeTrue();

        (agreement!.Events!.PayloadType, agreement.ReceivedEventPayloadType).Should().Be(((byte)97, (byte?)101));
    }
}
