using System.Net;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>
/// All 49 messages of RFC 4475, given to an endpoint that serves INVITE and OPTIONS. Where that document leaves a choice (reject or mend), this
/// house rejects; a REGISTER that is well-formed gets 405, and a response that belongs to no request of ours is dropped.
/// </summary>
public sealed class TortureTests
{
    private const int Silence = 0;
    private const int Served = 1;

    private readonly SipCounters _counters = new();
    private readonly UserAgentCore _core;
    private readonly SipFlow _source = new(new SipLocalAddress("UDP", "192.0.2.100", 5060, IsReliable: false), new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5060));

    public TortureTests() => _core = new UserAgentCore(new SipUserAgentOptions(), new SipTokens(new Random(1)), _counters);

    [Theory]
    [InlineData("wsinv", 481, "3.1.1.1: white space and folding everywhere; of a dialog that is not there")]
    [InlineData("intmeth", 405, "3.1.1.2: every character that is allowed; a method that is not")]
    [InlineData("esc01", Served, "3.1.1.3: escapes in URIs")]
    [InlineData("escnull", 405, "3.1.1.4: escaped nulls in URIs")]
    [InlineData("esc02", 405, "3.1.1.5: percent signs that are no escapes")]
    [InlineData("lwsdisp", Served, "3.1.1.6: no space between display name and bracket")]
    [InlineData("longreq", Served, "3.1.1.7: long values in header fields")]
    [InlineData("dblreq", 405, "3.1.1.8: a second request behind the first in one datagram")]
    [InlineData("semiuri", Served, "3.1.1.9: a semicolon in the user part")]
    [InlineData("transports", Served, "3.1.1.10: transports that nobody has")]
    [InlineData("mpart01", 405, "3.1.1.11: a multipart body with octets of any value")]
    [InlineData("unreason", Silence, "3.1.1.12: an unusual reason phrase")]
    [InlineData("noreason", Silence, "3.1.1.13: an empty reason phrase")]
    [InlineData("badinv01", 400, "3.1.2.1: extraneous separators")]
    [InlineData("clerr", 400, "3.1.2.2: Content-Length beyond the datagram")]
    [InlineData("ncl", 400, "3.1.2.3: negative Content-Length")]
    [InlineData("scalar02", 400, "3.1.2.4: overlarge numbers in a request")]
    [InlineData("scalarlg", Silence, "3.1.2.5: overlarge numbers in a response")]
    [InlineData("quotbal", 400, "3.1.2.6: an unclosed quotation")]
    [InlineData("ltgtruri", 400, "3.1.2.7: brackets around the Request-URI")]
    [InlineData("lwsruri", 400, "3.1.2.8: white space within the Request-URI")]
    [InlineData("lwsstart", 400, "3.1.2.9: doubled spaces in the Request-Line")]
    [InlineData("trws", 400, "3.1.2.10: spaces at the end of the Request-Line")]
    [InlineData("escruri", 400, "3.1.2.11: headers in the Request-URI")]
    [InlineData("baddate", Served, "3.1.2.12: a time zone that is not GMT, in a header field that nobody here reads")]
    [InlineData("regbadct", 400, "3.1.2.13: a Contact that had to be bracketed")]
    [InlineData("badaspec", 400, "3.1.2.14: spaces within the brackets")]
    [InlineData("baddn", 400, "3.1.2.15: a comma in an unquoted display name")]
    [InlineData("badvers", 505, "3.1.2.16: an unknown version")]
    [InlineData("mismatch01", 400, "3.1.2.17: start line and CSeq name different methods")]
    [InlineData("mismatch02", 400, "3.1.2.18: the same, with an unknown method")]
    [InlineData("bigcode", Silence, "3.1.2.19: an overlarge status")]
    [InlineData("badbranch", Served, "3.2.1: a branch with nothing behind the cookie")]
    [InlineData("insuf", Silence, "3.3.1: From, To and Call-ID missing: nothing to answer to")]
    [InlineData("unkscm", 416, "3.3.2: an unknown scheme in the Request-URI")]
    [InlineData("novelsc", 416, "3.3.3: a known one that is not SIP")]
    [InlineData("unksm2", 405, "3.3.4: unknown schemes in To, From and Contact")]
    [InlineData("bext01", 420, "3.3.5: unknown option tags")]
    [InlineData("invut", 415, "3.3.6: an unknown content type")]
    [InlineData("regaut01", 405, "3.3.7: an unknown authorization scheme")]
    [InlineData("multi01", 400, "3.3.8: single header fields standing twice")]
    [InlineData("mcl01", 400, "3.3.9: two Content-Lengths")]
    [InlineData("bcast", Silence, "3.3.10: a response by way of a broadcast address")]
    [InlineData("zeromf", Served, "3.3.11: OPTIONS that goes no further than us")]
    [InlineData("cparam01", 405, "3.3.12: a Contact parameter")]
    [InlineData("cparam02", 405, "3.3.13: a parameter of Contact's URI")]
    [InlineData("regescrt", 405, "3.3.14: headers in Contact's URI")]
    [InlineData("sdp01", 406, "3.3.15: an INVITE that accepts no session description")]
    [InlineData("inv2543", Served, "3.4.1: an INVITE of RFC 2543")]
    public void Every_message_of_RFC_4475_has_its_outcome(string name, int expected, string what)
    {
        _core.Receive(TortureMessages.Get(name), _source, TimeSpan.Zero);

        Outcome().Should().Be(expected, what);
        _core.Outbox.TryTake(out _, out _).Should().BeFalse("nothing is answered twice");
    }

    [Fact]
    public void A_tortuous_INVITE_is_read_as_its_author_meant_it()
    {
        var message = Read("wsinv").Should().BeOfType<SipRequest>().Subject;

        message.To.Tag.Should().Be("1918181833n");
        message.From.DisplayName.Should().Be("""
            "J Rosenberg \\\""
            """);
        message.From.Tag.Should().Be("98asjd8");
        message.MaxForwards.Should().Be(68);
        message.CSeq.Should().Be(new CSeq(9, "INVITE"));
        message.Headers.GetValues("Via").Should().HaveCount(3);
        message.TopVia.Should().BeEquivalentTo(new { Transport = "UDP", Host = "192.0.2.2", Branch = "390skdjuw" });
        message.Headers.Get("NewFangledHeader").Should().Be("newfangled value continued newfangled value");
        message.Headers.Get("Subject").Should().BeEmpty();
        message.Contact!.Parameters["newparam"].Should().Be("newvalue");
        message.Contact.Parameters["q"].Should().Be("0.33");
        message.Body.Length.Should().Be(150);
    }

    [Fact]
    public void Unusual_characters_come_out_as_they_went_in()
    {
        var octets = TortureMessages.Get("intmeth");
        var message = Read("intmeth").Should().BeOfType<SipRequest>().Subject;

        message.RequestUri.User.Should().Be("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
        message.RequestUri.Host.Should().Be("example.com");
        message.Headers.Get("extensionHeader-!.%*+_`'~")!.Select(letter => (byte)letter).Should().StartWith([0xEF, 0xBB, 0xBF]);
        SipWriter.Write(message).Length.Should().Be(octets.Length + 1, "the writer puts a space behind each colon");
    }

    [Fact]
    public void Escapes_are_kept_in_the_URI_and_resolved_for_matching()
    {
        var message = Read("esc01").Should().BeOfType<SipRequest>().Subject;

        message.RequestUri.User.Should().Be("sips%3Auser%40example.com");
        message.RequestUri.UserAtHost().Should().Be("sips:user@example.com@example.net");
    }

    [Fact]
    public void A_refused_extension_is_named_and_a_refused_content_type_told_what_is_read()
    {
        Answer("bext01").Headers.Get("Unsupported").Should().Be("nothingSupportsThis, nothingSupportsThisEither");
        Answer("invut").Headers.Get("Accept").Should().Be("application/sdp");
        Answer("regaut01").Headers.Get("Allow").Should().Be("INVITE, ACK, BYE, CANCEL, NOTIFY, OPTIONS");
    }

    private SipMessage Read(string name)
    {
        new SipParser(new SipLimits()).TryParse(TortureMessages.Get(name), out var message, out var error).Should().BeTrue("{0}", error?.Reason);
        return message;
    }

    private SipResponse Answer(string name)
    {
        _core.Receive(TortureMessages.Get(name), _source, TimeSpan.Zero);
        _core.Outbox.TryTake(out var octets, out _).Should().BeTrue();
        new SipParser(new SipLimits()).TryParse(octets, out var message, out _).Should().BeTrue();
        return (SipResponse)message;
    }

    /// <summary>An event for the user, a final response, or neither. A 100 is none.</summary>
    private int Outcome()
    {
        var outcome = _core.Events.TryDequeue(out _) ? Served : Silence;
        if (!_core.Outbox.TryTake(out var octets, out _))
        {
            return outcome;
        }

        var status = int.Parse(System.Text.Encoding.ASCII.GetString(octets, 8, 3), System.Globalization.CultureInfo.InvariantCulture);
        return status == 100 ? outcome : status;
    }
}
