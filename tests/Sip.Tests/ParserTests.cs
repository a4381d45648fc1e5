using System.Text;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.Tests;

public sealed class ParserTests
{
    private const string Invite = """
        INVITE sip:clinic@127.0.0.1:5060 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK74bf9;rport
        Max-Forwards: 70
        From: "Ann" <sip:ann@127.0.0.1>;tag=9fxced76sl
        To: <sip:clinic@127.0.0.1>
        Call-ID: 3848276298220188511@127.0.0.1
        CSeq: 1 INVITE
        Contact: <sip:ann@127.0.0.1:5070>
        Content-Type: application/sdp
        Content-Length: 5

        v=0

        """;

    private static readonly string[] Corpus =
        ["wsinv", "intmeth", "esc01", "longreq", "transports", "mpart01", "unreason", "badinv01", "quotbal", "baddn", "multi01", "bext01", "regescrt"];

    private static bool TryParse(ReadOnlySpan<byte> octets, out SipMessage message, out SipParseError error, SipLimits? limits = null) =>
        new SipParser(limits ?? new SipLimits()).TryParse(octets, out message, out error);

    private static SipParseReason Refusal(string text, SipLimits? limits = null) => Error(text, limits).Reason;

    private static SipParseError Error(string text, SipLimits? limits = null)
    {
        TryParse(TortureMessages.Octets(text), out _, out var error, limits).Should().BeFalse();
        return error;
    }

    [Fact]
    public void No_prefix_of_a_message_is_a_message()
    {
        var octets = TortureMessages.Octets(Invite);
        for (var length = 0; length < octets.Length; length++)
        {
            TryParse(octets.AsSpan(0, length), out _, out var error).Should().BeFalse("{0} octets are not all", length);
            error.Reason.Should().BeOneOf(SipParseReason.KeepAlive, SipParseReason.Incomplete, SipParseReason.BodyTooShort);
        }

        TryParse(octets, out var whole, out _).Should().BeTrue();
        Encoding.ASCII.GetString(whole.Body.Span).Should().Be("v=0\r\n");
    }

    [Fact]
    public void What_follows_the_body_is_ignored_and_without_a_length_the_body_goes_to_the_end()
    {
        TryParse(TortureMessages.Octets(Invite + "trailing"), out var message, out _).Should().BeTrue();
        message.Body.Length.Should().Be(5);

        TryParse(TortureMessages.Octets(Invite.Replace("Content-Length: 5\n", "", StringComparison.Ordinal) + "more"), out message, out _).Should().BeTrue();
        message.Body.Length.Should().Be(9);
    }

    [Fact]
    public void Line_ends_alone_are_a_keep_alive() => Refusal("\n\n").Should().Be(SipParseReason.KeepAlive);

    [Theory]
    [InlineData("Max-Forwards: 70", "Max-Forwards: 256", SipParseReason.BadMaxForwards)]
    [InlineData("Max-Forwards: 70", "Max-Forwards: +7", SipParseReason.BadMaxForwards)]
    [InlineData("CSeq: 1 INVITE", "CSeq: 2147483648 INVITE", SipParseReason.BadCSeq)]
    [InlineData("CSeq: 1 INVITE", "CSeq: 1 BYE", SipParseReason.MethodMismatch)]
    [InlineData("CSeq: 1 INVITE", "CSeq: 1 INVITE\nCSeq: 1 INVITE", SipParseReason.RepeatedHeader)]
    [InlineData("Call-ID: 3848276298220188511@127.0.0.1", "Call-ID: a b", SipParseReason.BadCallId)]
    [InlineData("Via: SIP/2.0/UDP 127.0.0.1:5070", "Via: SIP/2.0/UDP 127.0.0.1:70000", SipParseReason.BadVia)]
    [InlineData("Contact: <sip:ann@127.0.0.1:5070>", "Contact: <sip:ann@127.0.0.1:5070", SipParseReason.BadContact)]
    [InlineData("Contact: <sip:ann@127.0.0.1:5070>", "Record-Route: <sip:;lr>", SipParseReason.BadRoute)]
    [InlineData("Max-Forwards: 70", "Max Forwards: 70", SipParseReason.BadHeaderLine)]
    [InlineData("Max-Forwards: 70", "no colon", SipParseReason.BadHeaderLine)]
    [InlineData("sip:clinic@127.0.0.1:5060 ", "sip:cli<nic@127.0.0.1:5060 ", SipParseReason.BadRequestUri)]
    [InlineData("sip:clinic@127.0.0.1:5060 ", "sip:clinic%4@127.0.0.1:5060 ", SipParseReason.BadRequestUri)]
    [InlineData("sip:clinic@127.0.0.1:5060 ", "sip:a@b@127.0.0.1 ", SipParseReason.BadRequestUri)]
    [InlineData("INVITE sip", "INV(ITE sip", SipParseReason.BadStartLine)]
    [InlineData("From: \"Ann\" <sip:ann@127.0.0.1>", "From: \"Ann <sip:ann@127.0.0.1>", SipParseReason.BadFrom)]
    public void A_malformed_part_is_named(string good, string bad, SipParseReason reason)
    {
        Invite.Should().Contain(good);
        Refusal(Invite.Replace(good, bad, StringComparison.Ordinal)).Should().Be(reason);
    }

    [Fact]
    public void A_lone_carriage_return_or_line_feed_ends_no_line()
    {
        var octets = Encoding.ASCII.GetBytes(Invite.ReplaceLineEndings("\r\n").Replace("70\r\nFrom", "70\nX: y\r\nFrom", StringComparison.Ordinal));

        TryParse(octets, out _, out var error).Should().BeFalse();
        error.Reason.Should().Be(SipParseReason.BadHeaderLine);
    }

    [Fact]
    public void Limits_are_kept_and_answered_with_513()
    {
        Refusal(Invite, new SipLimits { MessageBytes = 100 }).Should().Be(SipParseReason.MessageTooLarge);
        Refusal(Invite, new SipLimits { HeaderLines = 8 }).Should().Be(SipParseReason.TooManyHeaders);
        Refusal(Invite, new SipLimits { HeaderBytes = 40 }).Should().Be(SipParseReason.HeaderTooLong);
        Error(Invite, new SipLimits { MessageBytes = 100 }).Status.Should().Be(513);
    }

    [Fact]
    public void A_malformed_ACK_or_response_can_not_be_answered()
    {
        Error(Invite.Replace("INVITE", "ACK", StringComparison.Ordinal).Replace("70\n", "x\n", StringComparison.Ordinal)).Answerable.Should().BeNull();
        Error(Invite.Replace("INVITE sip:clinic@127.0.0.1:5060 SIP/2.0", "SIP/2.0 99 Odd", StringComparison.Ordinal)).Answerable.Should().BeNull();
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        foreach (var name in Corpus)
        {
            if (TryParse(TortureMessages.Get(name), out var message, out _))
            {
                TryParse(SipWriter.Write(message), out var again, out _).Should().BeTrue(name);
                again.Headers.Where(line => line.Name != "Content-Length").Should().Equal(message.Headers.Where(line => line.Name != "Content-Length"), name);
                again.Body.ToArray().Should().Equal(message.Body.ToArray());
            }
        }
    }

    /// <summary>Octets changed, put in, taken out, doubled and swapped: read or refused, but never thrown, and what is read can be used.</summary>
    [Fact]
    public void Mutations_never_throw_and_what_passes_is_whole()
    {
        var random = new Random(4475);
        var passed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var octets = Mutate(round % 14 == 13 ? TortureMessages.Octets(Invite) : TortureMessages.Get(Corpus[round % 13]), random);
            if (!TryParse(octets, out var message, out var error))
            {
                error.Status.Should().BeOneOf(400, 505, 513);
                continue;
            }

            passed++;
            _ = (message.TopVia.Branch, message.From.Tag, message.To.Tag, message.CallId, message.CSeq, message.Contact, message.ContentType);
            SipResponse.For(message.Headers, 200, "tag").Headers.Count.Should().BeGreaterThan(4);
            TryParse(SipWriter.Write(message), out _, out _).Should().BeTrue();
        }

        passed.Should().BeGreaterThan(1_000, "else the mutations test nothing but refusals");
    }

    [Fact]
    public void Nothing_of_a_message_prints_itself()
    {
        TryParse(TortureMessages.Octets(Invite), out var message, out _).Should().BeTrue();
        var request = (SipRequest)message;

        object[] parts = [request, request.Headers, request.Headers[2], request.RequestUri, request.From, request.From.Parameters, request.TopVia];
        string.Join('\n', parts).Should().NotContainAny("ann", "Ann", "clinic", "9fxced76sl", "3848276298220188511");
    }

    [Theory]
    [InlineData("name\r\n", "x")]
    [InlineData("Name", "x\r\nEvil: y")]
    [InlineData("Name", "x\u2028y")]
    public void A_header_field_that_would_break_its_line_can_not_be_written(string name, string value) =>
        FluentActions.Invoking(() => new SipHeaders().Add(name, value)).Should().Throw<ArgumentException>().Which.Message.Should().NotContain("Evil");

    [Theory]
    [InlineData("sip:clinic@example.com", "clinic", "example.com", null, "clinic@example.com")]
    [InlineData("sips:1-555-0100;phone-context=x@[2001:db8::1]:5061;transport=tls", "1-555-0100;phone-context=x", "[2001:db8::1]", 5061, "1-555-0100;phone-context=x@[2001:db8::1]")]
    [InlineData("sip:%63linic:secret@example.com?subject=x", "%63linic", "example.com", null, "clinic@example.com")]
    [InlineData("SIP:example.com:5080", null, "example.com", 5080, "example.com")]
    public void A_URI_is_taken_apart(string text, string? user, string host, int? port, string called)
    {
        SipUri.TryParse(text, out var uri).Should().BeTrue();
        uri.Should().BeEquivalentTo(new { User = user, Host = host, Port = port, Text = text });
        uri.UserAtHost().Should().Be(called);
    }

    private static byte[] Mutate(byte[] octets, Random random)
    {
        var mutated = octets.ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] = (byte)random.Next(256);
                    break;

                case 1:
                    mutated.Insert(at, (byte)"\r\n :;,<>\"@%/\\\0"[random.Next(14)]);
                    break;

                case 2:
                    mutated.RemoveAt(at);
                    break;

                case 3:
                    mutated.InsertRange(at, mutated.GetRange(at, Math.Min(random.Next(40), mutated.Count - at)));
                    break;

                default:
                    var other = random.Next(mutated.Count);
                    (mutated[at], mutated[other]) = (mutated[other], mutated[at]);
                    break;
            }
        }

        return [.. mutated];
    }
}
