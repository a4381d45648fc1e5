using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>INVITEs within a dialog (RFC 3261 section 14), and INVITEs without an offer (section 13.2.1, RFC 3725 section 4).</summary>
public sealed class ReinviteTests
{
    private readonly Wire _wire = new();

    private void Reinvite(SipLegId leg, string offer) => _wire.Core.Reinvite(leg, "application/sdp", Encoding.ASCII.GetBytes(offer), _wire.Now);

    private static string BodyOf(SipMessage message) => Encoding.ASCII.GetString(message.Body.Span);

    [Fact]
    public void A_reINVITE_has_its_Contact_and_offer_and_its_2xx_gets_an_ACK_each_time()
    {
        var (leg, invite) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        var again = _wire.SentRequest();
        (again.Method, again.CSeq.Number, again.To.Tag, BodyOf(again)).Should().Be(("INVITE", invite.CSeq.Number + 1, "b1", "v=1"));
        again.Headers.Select(line => line.Name).Should().Contain(["Contact", "Allow", "Content-Type"]);

        _wire.Answer(again, 200, body: "v=2");
        var ack = _wire.SentRequest();
        (ack.Method, ack.CSeq.Number).Should().Be(("ACK", again.CSeq.Number));
        BodyOf(_wire.Event<LegAnswered>().Response).Should().Be("v=2");
        _wire.Answer(again, 200, body: "v=2");
        SipWriter.Write(_wire.SentRequest()).Should().Equal(SipWriter.Write(ack));
        _wire.End(leg);
    }

    [Theory]
    [InlineData(true, 2.1, 4.0)]
    [InlineData(false, 0, 2.0)]
    public void After_a_491_the_reINVITE_is_sent_again_when_its_time_has_come(bool isCaller, double least, double most)
    {
        SipLegId leg = isCaller ? _wire.EstablishCall().Leg : _wire.Establish().Leg;
        _wire.Sent();
        Reinvite(leg, "v=1");
        _wire.Answer(_wire.SentRequest(), 491, tag: null);
        _wire.SentRequest().Method.Should().Be("ACK");
        _wire.Core.Events.Should().BeEmpty();

        var start = _wire.Now;
        var sent = new List<SipMessage>();
        while (sent.Count == 0)
        {
            _wire.Wait(0.01);
            sent = _wire.Sent();
        }

        (_wire.Now - start).TotalSeconds.Should().BeInRange(least, most + 0.01);
        BodyOf(sent.Single()).Should().Be("v=1");
        _wire.Answer((SipRequest)sent.Single(), 200);
        _wire.Event<LegAnswered>();
        _wire.End(leg);
    }

    [Fact]
    public void A_peer_that_answers_491_for_ever_refuses_in_the_end()
    {
        var (leg, _) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            _wire.Core.Events.Should().BeEmpty();
            _wire.Answer(_wire.Sent().OfType<SipRequest>().First(), 491);
            _wire.Sent();
            _wire.Wait(4.1);
        }

        _wire.Event<ReinviteRefused>().Response!.Status.Should().Be(491);
        _wire.Sent().Should().BeEmpty();
        _wire.End(leg);
    }

    [Theory]
    [InlineData(488)]
    [InlineData(503)]
    public void A_refusal_leaves_the_call_as_it_was(int status)
    {
        var (leg, _) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        _wire.Answer(_wire.SentRequest(), status);

        _wire.SentRequest().Method.Should().Be("ACK");
        _wire.Event<ReinviteRefused>().Response!.Status.Should().Be(status);
        _wire.Core.Living.Legs.Should().Be(1);
        _wire.End(leg);
    }

    [Fact]
    public void A_reINVITE_without_a_final_answer_is_cancelled_and_the_call_goes_on()
    {
        var (leg, _) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        var again = _wire.SentRequest();
        _wire.Answer(again, 100, tag: null);
        _wire.Wait(32.1);

        var cancel = _wire.SentRequest();
        (cancel.Method, cancel.TopVia.Branch).Should().Be(("CANCEL", again.TopVia.Branch));
        _wire.Answer(cancel, 200);
        _wire.Answer(again, 487);
        _wire.SentRequest().Method.Should().Be("ACK");
        _wire.Event<ReinviteRefused>().Response!.Status.Should().Be(487);
        _wire.End(leg);
    }

    [Fact]
    public void A_peer_that_dies_after_a_100_leaves_no_transaction()
    {
        var (leg, _) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        _wire.Answer(_wire.SentRequest(), 100, tag: null);
        _wire.End(leg);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.LocalBye);
    }

    [Fact]
    public void A_reINVITE_waits_for_the_one_before_it_and_the_last_wish_wins()
    {
        var (leg, _) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        var first = _wire.SentRequest();
        Reinvite(leg, "v=2");
        Reinvite(leg, "v=3");
        _wire.Sent().Should().BeEmpty();

        _wire.Answer(first, 200);
        var sent = _wire.Sent().Cast<SipRequest>().ToList();
        sent.Select(request => (request.Method, BodyOf(request))).Should().Equal(("ACK", ""), ("INVITE", "v=3"));
        _wire.Event<LegAnswered>();
        _wire.Answer(sent[1], 200);
        _wire.Event<LegAnswered>();
        _wire.End(leg);
    }

    [Fact]
    public void A_reINVITE_waits_until_the_peers_own_is_over()
    {
        var (leg, invite) = _wire.EstablishCall();
        _wire.ReceiveInCall(invite, "INVITE", 1, "Content-Type: application/sdp", "v=9");
        Reinvite(leg, "v=1");
        _wire.Sent().Should().ContainSingle("the 100");
        _wire.Core.Respond(_wire.Event<ReinviteReceived>().Request, new SipReply(200), _wire.Now);
        _wire.Sent().Should().ContainSingle("the 200");

        _wire.ReceiveInCall(invite, "ACK", 1);
        BodyOf(_wire.SentRequest()).Should().Be("v=1");
        _wire.Event<LegConfirmed>();
        _wire.End(leg);
    }

    [Fact]
    public void A_reINVITE_waits_until_the_peer_knows_that_its_own_was_refused()
    {
        var (leg, invite) = _wire.EstablishCall();
        _wire.ReceiveInCall(invite, "INVITE", 1, "Content-Type: application/sdp", "v=9");
        Reinvite(leg, "v=1");
        _wire.Core.Respond(_wire.Event<ReinviteReceived>().Request, new SipReply(488), _wire.Now);
        _wire.Sent().Should().HaveCount(2, "100 and 488");
        _wire.Receive(Encoding.ASCII.GetString(SipWriter.Write(AckOf(invite))));
        _wire.Wait(0.51);
        BodyOf(_wire.SentRequest()).Should().Be("v=1");
        _wire.End(leg);
    }

    private static SipRequest AckOf(SipRequest invite) => new(
        "ACK",
        SipUri.Create(null, "192.0.2.100", 5060),
        new SipHeaders()
            .Add("Via", "SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKINVITE1;rport")
            .Add("From", "<sip:ann@192.0.2.1>;tag=b1")
            .Add("To", invite.Headers.Get("From")!)
            .Add("Call-ID", invite.CallId)
            .Add("CSeq", "1 ACK"),
        default);

    [Fact]
    public void A_2xx_that_the_peers_BYE_overtook_is_acknowledged_and_told_to_nobody()
    {
        var (leg, invite) = _wire.EstablishCall();
        Reinvite(leg, "v=1");
        var again = _wire.SentRequest();
        _wire.ReceiveInCall(invite, "BYE", 1);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.RemoteBye);
        _wire.Response().Status.Should().Be(200);
        _wire.Answer(again, 200);

        _wire.SentRequest().Method.Should().Be("ACK");
        _wire.Core.Events.Should().BeEmpty();
        _wire.End(leg);
    }

    [Fact]
    public void A_hold_offer_is_the_users_to_answer()
    {
        var (leg, tag) = _wire.Establish();
        _wire.Receive(Wire.Request("INVITE", sequence: 2, tag: tag));
        var hold = _wire.Event<ReinviteReceived>();
        _wire.Sent();
        _wire.Core.Respond(hold.Request, new SipReply(200) { ContentType = "application/sdp", Body = "a=recvonly"u8.ToArray() }, _wire.Now);
        var answer = _wire.Response();
        (answer.Status, BodyOf(answer), answer.ContentType).Should().Be((200, "a=recvonly", "application/sdp"));
        _wire.Wait(0.6);
        SipWriter.Write(_wire.Response()).Should().Equal(SipWriter.Write(answer), "its ACK has not come");
        _wire.Receive(Wire.Request("ACK", sequence: 2, branch: "ack2", tag: tag));
        _wire.Event<LegConfirmed>().Leg.Should().Be(leg);
        _wire.End(leg);
    }

    [Fact]
    public void The_ACK_of_an_INVITE_without_an_offer_waits_for_the_answer()
    {
        var (leg, invite) = _wire.Call(offer: "");
        invite.Headers.Contains("Content-Type").Should().BeFalse();
        _wire.Answer(invite, 200, body: "offer");
        _wire.Answer(invite, 200, body: "offer");
        _wire.Sent().Should().BeEmpty();
        BodyOf(_wire.Event<LegOffered>().Response).Should().Be("offer");
        _wire.Core.Events.Should().BeEmpty("it came again");

        _wire.Core.Acknowledge(leg, "application/sdp", "answer"u8.ToArray(), _wire.Now);
        var ack = _wire.SentRequest();
        (ack.Method, ack.CSeq.Number, ack.ContentType, BodyOf(ack)).Should().Be(("ACK", 1u, "application/sdp", "answer"));
        _wire.Core.Acknowledge(leg, "application/sdp", "other"u8.ToArray(), _wire.Now);
        _wire.Sent().Should().BeEmpty();
        _wire.Answer(invite, 200, body: "offer");
        SipWriter.Write(_wire.SentRequest()).Should().Equal(SipWriter.Write(ack));
        _wire.End(leg);
    }

    [Fact]
    public void A_reINVITE_without_an_offer_is_answered_in_its_ACK()
    {
        var (leg, _) = _wire.EstablishCall();
        Reinvite(leg, "");
        var again = _wire.SentRequest();
        _wire.Answer(again, 200, body: "offer");
        _wire.Event<LegOffered>();
        _wire.Core.Acknowledge(leg, "application/sdp", "answer"u8.ToArray(), _wire.Now);
        BodyOf(_wire.SentRequest()).Should().Be("answer");
        _wire.End(leg);
    }

    [Fact]
    public void An_offer_that_is_hung_up_on_gets_a_bare_ACK_and_a_BYE()
    {
        var (leg, invite) = _wire.Call(offer: "");
        _wire.Answer(invite, 200, body: "offer");
        _wire.Event<LegOffered>();
        _wire.Core.HangUp(leg, [], _wire.Now);

        var sent = _wire.Sent().Cast<SipRequest>().ToList();
        sent.Select(request => (request.Method, request.Body.Length)).Should().Equal(("ACK", 0), ("BYE", 0));
        _wire.Answer(sent[1], 200);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.LocalBye);
        _wire.End(leg);
    }

    [Fact]
    public void An_offer_that_nobody_answers_ends_the_leg()
    {
        var (leg, invite) = _wire.Call(offer: "");
        _wire.Answer(invite, 200, body: "offer");
        _wire.Event<LegOffered>();
        _wire.Wait(32.1);

        var sent = _wire.Sent().Cast<SipRequest>().ToList();
        sent.Select(request => request.Method).Should().Equal("ACK", "BYE");
        _wire.Answer(sent[1], 200);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.AckLost);
        _wire.End(leg);
    }

    [Fact]
    public void A_peers_INVITE_without_an_offer_is_offered_to_and_its_ACK_has_the_answer()
    {
        _wire.Receive(Wire.Request("INVITE"));
        var invite = _wire.Event<InviteReceived>();
        invite.Invite.Body.IsEmpty.Should().BeTrue();
        _wire.Core.Respond(invite.Request, new SipReply(200) { ContentType = "application/sdp", Body = "offer"u8.ToArray() }, _wire.Now);
        var tag = _wire.Sent().OfType<SipResponse>().Last().To.Tag;
        var ack = Wire.Request("ACK", branch: "ack", tag: tag, extra: "Content-Type: application/sdp").Replace("Content-Length: 0", "Content-Length: 6", StringComparison.Ordinal);
        _wire.Receive(ack + "answer");

        BodyOf(_wire.Event<LegConfirmed>().Ack).Should().Be("answer");
        _wire.End(invite.Leg);
    }
}
