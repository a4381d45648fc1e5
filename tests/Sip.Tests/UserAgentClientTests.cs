using System.Net;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>What the calling side sends, message by message.</summary>
public sealed class UserAgentClientTests
{
    private readonly Wire _wire = new();

    private (SipLegId Leg, SipRequest Invite) Call()
    {
        var leg = _wire.Core.Invite(new SipCallRequest { Target = SipUri.Create("clinic", "192.0.2.1", 5070), Body = "v=0"u8.ToArray() }, Wire.Flow, _wire.Now);
        return (leg, _wire.Sent().Should().ContainSingle().Which.Should().BeOfType<SipRequest>().Subject);
    }

    private void Answer(SipRequest request, int status, string? tag = "b1", string? contact = "<sip:clinic@192.0.2.1:5070>", params string[] recordRoutes)
    {
        var response = SipResponse.For(request.Headers, status, tag);
        if (contact is not null)
        {
            response.Headers.Add("Contact", contact);
        }

        foreach (var route in recordRoutes)
        {
            response.Headers.Add("Record-Route", route);
        }

        _wire.Core.Receive(SipWriter.Write(response), Wire.Flow, _wire.Now);
    }

    private SipRequest SentRequest() => _wire.Sent().Should().ContainSingle().Which.Should().BeOfType<SipRequest>().Subject;

    [Fact]
    public void An_INVITE_has_what_RFC_3261_asks_for()
    {
        var (_, invite) = Call();

        invite.Headers.Select(line => line.Name).Should().Contain(["Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "Contact", "Allow", "Content-Type"]);
        invite.TopVia.HasRfc3261Branch.Should().BeTrue();
        invite.TopVia.Parameters["rport"].Should().NotBeNull();
        invite.From.Tag.Should().NotBeNull();
        invite.To.Tag.Should().BeNull();
        invite.MaxForwards.Should().Be(70);
    }

    [Fact]
    public void Each_2xx_gets_the_same_ACK_and_is_told_once()
    {
        var (leg, invite) = Call();
        Answer(invite, 200);
        var ack = SentRequest();
        (ack.Method, ack.CSeq.Number, ack.To.Tag).Should().Be(("ACK", 1u, "b1"));
        ack.TopVia.Branch.Should().NotBe(invite.TopVia.Branch);
        _wire.Event<LegAnswered>().Leg.Should().Be(leg);

        Answer(invite, 200);
        SipWriter.Write(SentRequest()).Should().Equal(SipWriter.Write(ack));
        _wire.Core.Events.Should().BeEmpty();
    }

    [Fact]
    public void A_refusal_gets_an_ACK_on_the_INVITEs_own_branch()
    {
        var (leg, invite) = Call();
        Answer(invite, 486);

        var ack = SentRequest();
        (ack.Method, ack.TopVia.Branch, ack.To.Tag, ack.RequestUri.Text).Should().Be(("ACK", invite.TopVia.Branch, "b1", invite.RequestUri.Text));
        var ended = _wire.Event<LegEnded>();
        (ended.Leg, ended.Reason, ended.Response!.Status).Should().Be((leg, SipLegEndReason.Refused, 486));
        _wire.Wait(33);
        _wire.Core.Living.Should().Be((0, 0, 0, 0));
    }

    [Fact]
    public void A_second_called_side_is_acknowledged_and_hung_up()
    {
        var (leg, invite) = Call();
        Answer(invite, 200, "b1");
        _wire.Sent();
        _wire.Event<LegAnswered>();
        Answer(invite, 200, "b2");

        var sent = _wire.Sent().Cast<SipRequest>().ToList();
        sent.Select(request => (request.Method, request.To.Tag)).Should().Equal(("ACK", "b2"), ("BYE", "b2"));
        Answer(invite, 200, "b2");
        SentRequest().Method.Should().Be("ACK", "one BYE is enough");
        _wire.Core.Living.Legs.Should().Be(1);
        _wire.Core.HangUp(leg, [], _wire.Now);
        SentRequest().To.Tag.Should().Be("b1");
    }

    [Fact]
    public void Requests_in_the_dialog_follow_the_route_set_in_reverse()
    {
        var (leg, invite) = Call();
        Answer(invite, 200, "b1", "<sip:clinic@198.51.100.7:5062>", "<sip:192.0.2.31;lr>", "<sip:192.0.2.30:5066;lr>");
        _wire.Sent();
        _wire.SentTo.Should().Be(IPEndPoint.Parse("192.0.2.30:5066"));
        _wire.Core.HangUp(leg, [], _wire.Now);

        var bye = SentRequest();
        bye.RequestUri.Text.Should().Be("sip:clinic@198.51.100.7:5062");
        bye.Headers.GetValues("Route").Should().Equal("<sip:192.0.2.30:5066;lr>", "<sip:192.0.2.31;lr>");
        (bye.CSeq.Number, bye.From.Tag, bye.To.Tag).Should().Be((2u, invite.From.Tag, "b1"));
    }

    [Fact]
    public void A_strict_router_becomes_the_Request_URI()
    {
        var (leg, invite) = Call();
        Answer(invite, 200, "b1", "<sip:clinic@198.51.100.7:5062>", "<sip:192.0.2.31;lr>", "<sip:192.0.2.30:5066>");
        _wire.Sent();
        _wire.Core.HangUp(leg, [], _wire.Now);

        var bye = SentRequest();
        bye.RequestUri.Text.Should().Be("sip:192.0.2.30:5066");
        bye.Headers.GetValues("Route").Should().Equal("<sip:192.0.2.31;lr>", "<sip:clinic@198.51.100.7:5062>");
    }

    [Fact]
    public void A_CANCEL_waits_for_a_provisional_response()
    {
        var (leg, invite) = Call();
        _wire.Core.HangUp(leg, [], _wire.Now);
        _wire.Sent().Should().BeEmpty();
        Answer(invite, 100, tag: null, contact: null);

        var cancel = SentRequest();
        (cancel.Method, cancel.TopVia.Branch, cancel.CSeq.Number, cancel.To.Tag).Should().Be(("CANCEL", invite.TopVia.Branch, 1u, null));
        Answer(cancel, 200);
        Answer(invite, 487);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.Canceled);
    }

    [Fact]
    public void A_2xx_that_overtakes_the_CANCEL_is_acknowledged_and_hung_up()
    {
        var (leg, invite) = Call();
        Answer(invite, 180);
        _wire.Event<LegProgressed>();
        _wire.Core.HangUp(leg, [], _wire.Now);
        _wire.Sent();
        Answer(invite, 200);

        var sent = _wire.Sent().Cast<SipRequest>().ToList();
        sent.Select(request => request.Method).Should().Equal("ACK", "BYE");
        Answer(sent[1], 200);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.Canceled);
    }

    [Fact]
    public void A_cancelled_INVITE_without_a_final_response_is_over_after_64_T1()
    {
        var (leg, invite) = Call();
        Answer(invite, 180);
        _wire.Event<LegProgressed>();
        _wire.Core.HangUp(leg, [], _wire.Now);
        Answer(SentRequest(), 200);
        _wire.Wait(33);

        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.Canceled);
        _wire.Wait(33);
        _wire.Core.Living.Should().Be((0, 0, 0, 0));
    }

    [Fact]
    public void A_call_that_nobody_answers_ends_after_timer_B()
    {
        var (leg, _) = Call();
        _wire.Wait(33);

        var ended = _wire.Event<LegEnded>();
        (ended.Leg, ended.Reason).Should().Be((leg, SipLegEndReason.Timeout));
        _wire.Core.Living.Should().Be((0, 0, 0, 0));
    }

    [Theory]
    [InlineData(481)]
    [InlineData(408)]
    public void A_peer_that_has_lost_the_dialog_is_sent_BYE_and_the_leg_ends(int status)
    {
        var (leg, invite) = Call();
        Answer(invite, 200);
        _wire.Event<LegAnswered>();
        _wire.Sent();
        var id = _wire.Core.Request(leg, "INFO", [], null, default, _wire.Now);
        Answer(SentRequest(), status);

        _wire.Event<ResponseReceived>().Request.Should().Be(id);
        Answer(SentRequest(), 481);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.DialogGone);
    }

    [Fact]
    public void A_response_with_two_Vias_or_of_no_request_is_stray()
    {
        var (_, invite) = Call();
        var twice = SipResponse.For(invite.Headers, 200, "b1");
        twice.Headers.Prepend("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother");
        _wire.Core.Receive(SipWriter.Write(twice), Wire.Flow, _wire.Now);
        var foreign = new SipHeaders();
        foreach (var line in invite.Headers)
        {
            foreign.Add(line.Name, line.Name == "Via" ? "SIP/2.0/UDP 192.0.2.100;branch=z9hG4bKforeign" : line.Value);
        }

        _wire.Core.Receive(SipWriter.Write(SipResponse.For(foreign, 200, "b1")), Wire.Flow, _wire.Now);
        _wire.Counters[SipCounter.StrayResponses].Should().Be(2);
        _wire.Core.Events.Should().BeEmpty();
        _wire.Sent().Should().BeEmpty();
    }
}
