using System.Net;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>What the called side sends, message by message.</summary>
public sealed class UserAgentServerTests
{
    private readonly Wire _wire = new();

    [Fact]
    public void An_INVITE_gets_100_at_once_and_a_Contact_when_it_is_answered()
    {
        _wire.Receive(Wire.Request("INVITE", extra: "Record-Route: <sip:p2.example;lr>, <sip:p1.example;lr>\nTimestamp: 54"));
        var trying = _wire.Response();
        trying.Status.Should().Be(100);
        trying.To.Tag.Should().BeNull();
        trying.Headers.Get("Timestamp").Should().Be("54");

        _wire.Core.Respond(_wire.Event<InviteReceived>().Request, new SipReply(200), _wire.Now);
        var ok = _wire.Response();
        ok.To.Tag.Should().NotBeNull();
        ok.Contact!.Uri.Text.Should().Be("sip:192.0.2.100:5060");
        ok.Headers.GetValues("Record-Route").Should().Equal("<sip:p2.example;lr>", "<sip:p1.example;lr>");
        ok.Headers.Get("Allow").Should().Be("INVITE, ACK, BYE, CANCEL, NOTIFY, OPTIONS");
        ok.Headers.Contains("Timestamp").Should().BeFalse();
    }

    [Fact]
    public void A_repeated_INVITE_is_one_call_and_gets_the_last_response_again()
    {
        _wire.Receive(Wire.Request("INVITE"));
        _wire.Core.Respond(_wire.Event<InviteReceived>().Request, new SipReply(180), _wire.Now);
        _wire.Sent();

        _wire.Receive(Wire.Request("INVITE"));
        _wire.Response().Status.Should().Be(180);
        _wire.Core.Events.Should().BeEmpty();
    }

    [Theory]
    [InlineData(";rport", "192.0.2.77", 40000, "192.0.2.77:40000", "the source, as RFC 3581 asks for")]
    [InlineData("", "192.0.2.77", 40000, "192.0.2.77:5070", "the source's address and the Via's port")]
    [InlineData(";maddr=192.0.2.200", "192.0.2.1", 5070, "192.0.2.1:5070", "not where maddr points")]
    public void A_response_goes_where_the_request_came_from(string via, string address, int port, string expected, string because)
    {
        _wire.Receive(Wire.Request("OPTIONS", via: via), new IPEndPoint(IPAddress.Parse(address), port));
        _wire.Core.Respond(_wire.Event<RequestReceived>().Request, new SipReply(200), _wire.Now);

        var response = _wire.Response();
        _wire.SentTo.Should().Be(IPEndPoint.Parse(expected), because);
        response.TopVia.Parameters["received"].Should().Be(via == ";maddr=192.0.2.200" ? null : address);
        response.TopVia.Parameters["rport"].Should().Be(via == ";rport" ? "40000" : null);
    }

    [Fact]
    public void The_200_is_resent_until_the_ACK_comes()
    {
        _wire.Receive(Wire.Request("INVITE"));
        _wire.Core.Respond(_wire.Event<InviteReceived>().Request, new SipReply(200), _wire.Now);
        var ok = _wire.Sent().OfType<SipResponse>().Last();

        _wire.Wait(4);
        _wire.Sent().Should().HaveCount(3).And.AllBeOfType<SipResponse>("at 0.5, 1.5 and 3.5 s");
        _wire.Receive(Wire.Request("ACK", branch: "ack", tag: ok.To.Tag));
        _wire.Event<LegConfirmed>();
        _wire.Wait(40);
        _wire.Sent().Should().BeEmpty();
    }

    [Fact]
    public void A_200_whose_ACK_never_comes_ends_in_BYE()
    {
        _wire.Receive(Wire.Request("INVITE"));
        _wire.Core.Respond(_wire.Event<InviteReceived>().Request, new SipReply(200), _wire.Now);
        _wire.Wait(31.9);
        _wire.Sent().Should().HaveCount(12, "100, 200 and its repetitions");

        _wire.Wait(0.2);
        var bye = _wire.Sent().Should().ContainSingle().Which.Should().BeOfType<SipRequest>().Subject;
        bye.Method.Should().Be("BYE");
        bye.RequestUri.Text.Should().Be("sip:ann@192.0.2.1:5070");
        _wire.Counters[SipCounter.AcksLost].Should().Be(1);
        _wire.Wait(32);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.AckLost);
        _wire.Wait(32);
        _wire.Core.Living.Should().Be((0, 0, 0, 0));
    }

    [Fact]
    public void A_BYE_of_ours_waits_for_the_ACK_of_our_200()
    {
        _wire.Receive(Wire.Request("INVITE"));
        var invite = _wire.Event<InviteReceived>();
        _wire.Core.Respond(invite.Request, new SipReply(200), _wire.Now);
        var tag = _wire.Sent().OfType<SipResponse>().Last().To.Tag;
        _wire.Core.HangUp(invite.Leg, new SipHeaders().Add("Reason", "SIP;cause=500"), _wire.Now);
        _wire.Sent().Should().BeEmpty();

        _wire.Receive(Wire.Request("ACK", branch: "ack", tag: tag));
        _wire.Sent().Should().ContainSingle().Which.Headers.Get("Reason").Should().Be("SIP;cause=500");
    }

    [Fact]
    public void A_CANCEL_gets_200_and_its_INVITE_487_with_the_same_tag()
    {
        _wire.Receive(Wire.Request("INVITE", branch: "x"));
        var leg = _wire.Event<InviteReceived>().Leg;
        _wire.Sent();
        _wire.Receive(Wire.Request("CANCEL", branch: "x"));

        var responses = _wire.Sent().Cast<SipResponse>().ToList();
        responses.Select(response => (response.Status, response.CSeq.Method)).Should().Equal((200, "CANCEL"), (487, "INVITE"));
        responses.Select(response => response.To.Tag).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        var ended = _wire.Event<LegEnded>();
        (ended.Leg, ended.Reason).Should().Be((leg, SipLegEndReason.Canceled));
        _wire.Receive(Wire.Request("ACK", branch: "x", tag: responses[1].To.Tag));
        _wire.Wait(33);
        _wire.Core.Living.Should().Be((0, 0, 0, 0));
    }

    [Fact]
    public void A_CANCEL_after_the_answer_changes_nothing_and_one_of_nothing_gets_481()
    {
        _wire.Receive(Wire.Request("INVITE", branch: "x"));
        _wire.Core.Respond(_wire.Event<InviteReceived>().Request, new SipReply(200), _wire.Now);
        _wire.Sent();
        _wire.Receive(Wire.Request("CANCEL", branch: "x"));
        _wire.Response().Status.Should().Be(200);
        _wire.Core.Events.Should().BeEmpty();

        _wire.Receive(Wire.Request("CANCEL", branch: "y", sequence: 9));
        _wire.Response().Status.Should().Be(481);
    }

    [Fact]
    public void An_answer_after_the_CANCEL_is_dropped()
    {
        _wire.Receive(Wire.Request("INVITE", branch: "x"));
        var invite = _wire.Event<InviteReceived>();
        _wire.Receive(Wire.Request("CANCEL", branch: "x"));
        _wire.Sent();
        _wire.Core.Respond(invite.Request, new SipReply(200), _wire.Now);
        _wire.Sent().Should().BeEmpty();
    }

    [Theory]
    [InlineData("INVITE", "", "sip:clinic@192.0.2.100", 0, 483, "a call goes on from here, and may not")]
    [InlineData("OPTIONS", "", "sip:clinic@192.0.2.100", 0, 0, "OPTIONS asks us alone")]
    [InlineData("SUBSCRIBE", "", "sip:clinic@192.0.2.100", 70, 405, "no such method here")]
    [InlineData("INVITE", "", "tel:+15550100", 70, 416, "no such scheme here")]
    [InlineData("INVITE", "Require: 100rel, timer", "sip:clinic@192.0.2.100", 70, 420, "no such extension here")]
    [InlineData("INVITE", "Content-Encoding: gzip", "sip:clinic@192.0.2.100", 70, 415, "no such encoding here")]
    [InlineData("INVITE", "Accept: text/plain", "sip:clinic@192.0.2.100", 70, 406, "no answer could be given")]
    [InlineData("INVITE", "Accept: text/plain, */*;q=0.1", "sip:clinic@192.0.2.100", 70, 0, "any answer may be given")]
    [InlineData("BYE", "", "sip:clinic@192.0.2.100", 70, 481, "no dialog")]
    public void A_request_is_inspected_before_its_purpose(string method, string extra, string uri, int hops, int status, string because)
    {
        _wire.Receive(Wire.Request(method, extra: extra, uri: uri).Replace("Max-Forwards: 70", $"Max-Forwards: {hops}", StringComparison.Ordinal));

        _wire.Core.Events.Count.Should().Be(status == 0 ? 1 : 0, because);
        if (status > 0)
        {
            _wire.Response().Status.Should().Be(status, because);
        }
    }

    [Fact]
    public void The_same_request_by_another_way_gets_482()
    {
        _wire.Receive(Wire.Request("INVITE", branch: "x"));
        _wire.Sent();
        _wire.Receive(Wire.Request("INVITE", branch: "y"));
        _wire.Response().Status.Should().Be(482);
    }

    [Fact]
    public void A_request_of_an_unknown_dialog_gets_481_and_its_ACK_nothing()
    {
        _wire.Receive(Wire.Request("INVITE", tag: "gone"));
        _wire.Response().Status.Should().Be(481);
        _wire.Receive(Wire.Request("ACK", branch: "other", tag: "gone"));
        _wire.Sent().Should().BeEmpty();
        _wire.Counters[SipCounter.StrayAcks].Should().Be(1);
    }

    [Fact]
    public void A_request_out_of_order_gets_500_and_the_dialog_goes_on()
    {
        var (_, tag) = _wire.Establish();
        _wire.Receive(Wire.Request("OPTIONS", sequence: 5, tag: tag));
        _wire.Core.Respond(_wire.Event<RequestReceived>().Request, new SipReply(200), _wire.Now);
        _wire.Sent();

        _wire.Receive(Wire.Request("OPTIONS", sequence: 4, tag: tag));
        _wire.Response().Status.Should().Be(500);
        _wire.Receive(Wire.Request("BYE", sequence: 6, tag: tag));
        _wire.Response().Status.Should().Be(200);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.RemoteBye);
    }

    [Fact]
    public void A_second_reINVITE_before_the_first_is_answered_gets_500_with_Retry_After()
    {
        var (leg, tag) = _wire.Establish();
        _wire.Receive(Wire.Request("INVITE", sequence: 2, tag: tag));
        _wire.Event<ReinviteReceived>().Leg.Should().Be(leg);
        _wire.Sent();

        _wire.Receive(Wire.Request("INVITE", sequence: 3, tag: tag));
        var refusal = _wire.Response();
        refusal.Status.Should().Be(500);
        refusal.Headers.Contains("Retry-After").Should().BeTrue();
    }

    [Fact]
    public void A_reINVITE_that_crosses_ours_gets_491()
    {
        var (leg, tag) = _wire.Establish();
        _wire.Core.Reinvite(leg, "application/sdp", "v=0"u8.ToArray(), _wire.Now);
        _wire.Sent();
        _wire.Receive(Wire.Request("INVITE", sequence: 2, tag: tag));
        _wire.Response().Status.Should().Be(491);
    }

    [Fact]
    public void A_refused_reINVITE_leaves_the_call_and_an_accepted_one_moves_the_remote_target()
    {
        var (leg, tag) = _wire.Establish();
        _wire.Receive(Wire.Request("INVITE", sequence: 2, tag: tag));
        _wire.Core.Respond(_wire.Event<ReinviteReceived>().Request, new SipReply(488), _wire.Now);
        _wire.Receive(Wire.Request("ACK", sequence: 2, branch: "INVITE2", tag: tag));
        _wire.Core.Events.Should().BeEmpty();

        _wire.Receive(Wire.Request("INVITE", sequence: 3, tag: tag).Replace("ann@192.0.2.1:5070", "ann@192.0.2.9:5090", StringComparison.Ordinal));
        _wire.Core.Respond(_wire.Event<ReinviteReceived>().Request, new SipReply(200), _wire.Now);
        _wire.Receive(Wire.Request("ACK", sequence: 3, branch: "ack3", tag: tag));
        _wire.Event<LegConfirmed>();
        _wire.Sent();
        _wire.Core.HangUp(leg, [], _wire.Now);
        _wire.Sent().Should().ContainSingle().Which.Should().BeOfType<SipRequest>().Which.RequestUri.Text.Should().Be("sip:ann@192.0.2.9:5090");
        _wire.SentTo.Should().Be(IPEndPoint.Parse("192.0.2.9:5090"));
    }

    [Fact]
    public void A_BYE_before_the_answer_ends_the_INVITE_with_487()
    {
        _wire.Receive(Wire.Request("INVITE"));
        _wire.Core.Respond(_wire.Event<InviteReceived>().Request, new SipReply(180), _wire.Now);
        var tag = _wire.Sent().OfType<SipResponse>().Last().To.Tag;
        _wire.Receive(Wire.Request("BYE", sequence: 2, tag: tag));

        _wire.Sent().Cast<SipResponse>().Select(response => (response.Status, response.CSeq.Method)).Should().Equal((200, "BYE"), (487, "INVITE"));
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.RemoteBye);
    }

    [Fact]
    public void An_open_reINVITE_is_ended_with_487_when_we_hang_up()
    {
        var (leg, tag) = _wire.Establish();
        _wire.Receive(Wire.Request("INVITE", sequence: 2, tag: tag));
        _wire.Event<ReinviteReceived>();
        _wire.Core.HangUp(leg, [], _wire.Now);
        var bye = _wire.Sent().OfType<SipRequest>().Single();
        _wire.Core.Receive(SipWriter.Write(SipResponse.For(bye.Headers, 200, null)), Wire.Flow, _wire.Now);

        _wire.Response().Status.Should().Be(487);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.LocalBye);
    }

    [Fact]
    public void A_malformed_request_gets_the_same_400_each_time_and_no_transaction()
    {
        var malformed = Wire.Request("OPTIONS").Replace("Max-Forwards: 70", "Max-Forwards: many", StringComparison.Ordinal);
        _wire.Receive(malformed);
        var first = _wire.Response();
        _wire.Receive(malformed);
        var second = _wire.Response();

        (first.Status, first.ReasonPhrase).Should().Be((400, "Bad Request: Max-Forwards"));
        second.To.Tag.Should().Be(first.To.Tag).And.NotBeNull();
        _wire.Core.Living.Transactions.Should().Be(0);
        _wire.Counters[SipParseReason.BadMaxForwards].Should().Be(2);
        _wire.Counters[SipCounter.MalformedAnswered].Should().Be(2);
    }

    [Fact]
    public void Beyond_the_limit_a_new_request_gets_503_and_a_calls_own_requests_are_served()
    {
        var wire = new Wire(new SipUserAgentOptions { Limits = new SipLimits { Transactions = 1 } });
        var (_, tag) = wire.Establish();

        wire.Receive(Wire.Request("OPTIONS", sequence: 7));
        var refusal = wire.Response();
        refusal.Status.Should().Be(503);
        refusal.Headers.Get("Retry-After").Should().Be("5");
        wire.Core.Living.Transactions.Should().Be(1);
        wire.Receive(Wire.Request("BYE", sequence: 2, tag: tag));
        wire.Response().Status.Should().Be(200);
    }

    [Fact]
    public void A_request_that_the_user_forgets_does_not_stay()
    {
        _wire.Receive(Wire.Request("OPTIONS"));
        _wire.Wait(33);
        _wire.Core.Living.Should().Be((0, 0, 0, 0));
        _wire.Counters[SipCounter.TransactionTimeouts].Should().Be(1);
    }

    [Fact]
    public void A_peer_of_RFC_2543_is_served_without_branch_tag_and_Contact()
    {
        const string Old = "Via: SIP/2.0/UDP 192.0.2.1:5070";
        _wire.Receive(Invite("INVITE", ""));
        var invite = _wire.Event<InviteReceived>();
        _wire.Receive(Invite("INVITE", ""));
        _wire.Core.Events.Should().BeEmpty("it came again");
        _wire.Core.Respond(invite.Request, new SipReply(200), _wire.Now);
        var tag = _wire.Sent().OfType<SipResponse>().Last().To.Tag;
        _wire.Receive(Invite("ACK", ";tag=" + tag));
        _wire.Event<LegConfirmed>();

        static string Invite(string method, string tag) =>
            $"{method} sip:clinic@192.0.2.100 SIP/2.0\n{Old}\nFrom: sip:ann@192.0.2.1\nTo: sip:clinic@192.0.2.100{tag}\nCall-ID: old\nCSeq: 1 {method}\n\n";
    }

    [Fact]
    public void A_flood_of_one_repeated_request_fills_no_queue()
    {
        for (var times = 0; times < 1000; times++)
        {
            _wire.Receive(Wire.Request("INVITE"));
        }

        _wire.Core.Events.Should().HaveCount(1);
        _wire.Core.Living.Transactions.Should().Be(1);
    }
}
