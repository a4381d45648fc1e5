using CompliantVoiceProxy.Rtp.Sdp;

namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class SdpParserTests
{
    /// <summary>RFC 8866, section 5, with its e-mail, bandwidth, time and two media.</summary>
    private const string Example = """
        v=0
        o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
        s=Call to John Smith
        i=SDP Offer #1
        u=http://www.jdoe.example.com/home.html
        e=Jane Doe <jane@jdoe.example.com>
        p=+1 617 555-6011
        c=IN IP4 198.51.100.1
        t=0 0
        m=audio 49170 RTP/AVP 0
        m=audio 49180 RTP/AVP 0
        m=video 51372 RTP/AVP 99
        c=IN IP6 2001:db8::2
        a=rtpmap:99 h263-1998/90000
        """;

    private const string Minimal = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    private static SdpSession Parse(string text)
    {
        SdpParser.TryParse(text, out var session, out var reason).Should().BeTrue("{0}", reason);
        return session!;
    }

    [Fact]
    public void The_example_of_the_RFC_is_read()
    {
        var session = Parse(Example);

        session.Origin.Should().Be(new SdpOrigin("jdoe", "3724394400", "3724394405", "IP4", "198.51.100.1"));
        session.Connection!.Address!.ToString().Should().Be("198.51.100.1");
        session.Media.Select(media => (media.Kind, media.Port)).Should().Equal(("audio", 49170), ("audio", 49180), ("video", 51372));
        session.Media[2].Connection!.Address!.ToString().Should().Be("2001:db8::2");
        session.Media[2].Find("rtpmap")!.Value.Should().Be("99 h263-1998/90000");
        session.Media[0].Connection.Should().BeNull();
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        var session = Parse(Minimal);

        session.Write().Should().Be(Minimal);
        session.Media[0].Formats.Should().Equal("0", "101");
    }

    [Fact]
    public void Attributes_before_the_first_media_are_the_sessions()
    {
        var session = Parse(Minimal.Replace("t=0 0\r\n", "t=0 0\r\na=sendonly\r\n", StringComparison.Ordinal) + "a=ptime:20\r\n");

        session.Attributes.Should().Equal(new SdpAttribute("sendonly"));
        session.Find("sendonly")!.Value.Should().BeNull();
        session.Media[0].Find("ptime")!.Value.Should().Be("20");
    }

    [Fact]
    public void A_key_never_prints()
    {
        var session = Parse(Minimal + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0\r\n");

        $"{session} {session.Media[0]} {session.Media[0].Find("crypto")}".Should().NotContain("c2VjcmV0");
        session.Write().Should().Contain("c2VjcmV0");
    }

    public static TheoryData<string, string, SdpRejectReason> Rejected => new()
    {
        { "nothing", "", SdpRejectReason.WrongVersion },
        { "version 1", Minimal.Replace("v=0", "v=1", StringComparison.Ordinal), SdpRejectReason.WrongVersion },
        { "no version", Minimal[5..], SdpRejectReason.WrongVersion },
        { "no origin", "v=0\r\ns=-\r\n", SdpRejectReason.BadOrigin },
        { "two origins", Minimal + "o=- 1 1 IN IP4 127.0.0.1\r\n", SdpRejectReason.BadOrigin },
        { "five fields of origin", Minimal.Replace("o=- 1 1", "o=- 1", StringComparison.Ordinal), SdpRejectReason.BadOrigin },
        { "a session id in letters", Minimal.Replace("o=- 1", "o=- x", StringComparison.Ordinal), SdpRejectReason.BadOrigin },
        { "no equals sign", Minimal + "hello\r\n", SdpRejectReason.MalformedLine },
        { "a capital", Minimal + "A=x\r\n", SdpRejectReason.MalformedLine },
        { "a connection without address", Minimal.Replace("c=IN IP4 127.0.0.1", "c=IN IP4", StringComparison.Ordinal), SdpRejectReason.BadConnection },
        { "a media without format", Minimal.Replace("4000 RTP/AVP 0 101", "4000 RTP/AVP", StringComparison.Ordinal), SdpRejectReason.BadMedia },
        { "a port too large", Minimal.Replace("4000", "65536", StringComparison.Ordinal), SdpRejectReason.BadMedia },
        { "a negative port", Minimal.Replace("4000", "-1", StringComparison.Ordinal), SdpRejectReason.BadMedia },
        { "65 formats", Minimal.Replace("0 101", string.Join(' ', Enumerable.Range(0, 65)), StringComparison.Ordinal), SdpRejectReason.BadMedia },
        { "33 media", Minimal + string.Concat(Enumerable.Repeat("m=video 0 RTP/AVP 99\r\n", 32)), SdpRejectReason.TooManyMedia },
        { "too many lines", Minimal + string.Concat(Enumerable.Repeat("a=x\r\n", 600)), SdpRejectReason.TooLong },
        { "too long", Minimal + "a=" + new string('x', 20_000), SdpRejectReason.TooLong },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_is_no_description_is_refused_with_its_reason(string label, string text, SdpRejectReason expected)
    {
        SdpParser.TryParse(text, out var session, out var reason).Should().BeFalse(label);

        reason.Should().Be(expected);
        session.Should().BeNull();
    }

    [Theory]
    [InlineData("c=IN IP4 host.example.com")]
    [InlineData("c=IN IP4 224.2.36.42/127")]
    [InlineData("c=IN IP4 224.2.36.42")]
    [InlineData("c=IN IP4 1")]
    [InlineData("c=IN IP4 0x7f.0.0.1")]
    [InlineData("c=IN IP4 ::1")]
    [InlineData("c=IN IP6 ff15::101")]
    [InlineData("c=IN IP6 fe80::1%1")]
    [InlineData("c=IN IP6 127.0.0.1")]
    public void An_address_that_cannot_be_sent_to_is_none(string line) =>
        Parse(Minimal.Replace("c=IN IP4 127.0.0.1", line, StringComparison.Ordinal)).Connection!.Address.Should().BeNull();

    [Fact]
    public void No_prefix_and_no_mutation_breaks_the_parser_or_the_answer()
    {
        var random = new Random(8);
        const string Letters = "=:/ \r\nvocam019.x-%\0\u00e9";
        var local = OfferAnswerTests.Local;
        for (var round = 0; round < 50_000; round++)
        {
            var text = (round % 2 == 0 ? Example : Minimal).ToCharArray();
            for (var i = random.Next(4); i >= 0; i--)
            {
                text[random.Next(text.Length)] = Letters[random.Next(Letters.Length)];
            }

            if (SdpParser.TryParse(text.AsSpan(0, random.Next(text.Length + 1)), out var session, out _))
            {
                new OfferAnswer(1).TryAnswer(session!, local, out var answer, out _, out _);
                answer?.Media.Length.Should().Be(session!.Media.Length);
                SdpParser.TryParse(session!.Write(), out _, out _).Should().BeTrue();
            }
        }
    }
}
