using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Our INVITE as the second leg of a back-to-back user agent: rings, forks, is cancelled, gives up.</summary>
public sealed class OutboundCallTests
{
    private readonly Wire _wire = new();

    [Fact]
    public void The_users_header_fields_go_with_the_INVITE()
    {
        var uui = new UserToUser { Octets = "token"u8.ToArray() };
        _wire.Core.Invite(
            new SipCallRequest
            {
                Target = SipUri.Create("queue", "192.0.2.1", 5070),
                From = SipUri.Create("+15550100", "192.0.2.100", 5060),
                Headers =
                [
                    new SipHeader(SipHeaderNames.UserToUser, uui.Format()),
                    new SipHeader(SipHeaderNames.PAssertedIdentity, "<sip:+15550100@192.0.2.100>"),
                    new SipHeader("X-Handoff", "token"),
                ],
            },
            Wire.Flow,
            _wire.Now);

        var invite = _wire.SentRequest();
        invite.Headers.Get("User-to-User").Should().Be("746f6b656e;encoding=hex");
        invite.Headers.Get("P-Asserted-Identity").Should().Be("<sip:+15550100@192.0.2.100>");
        invite.Headers.Get("X-Handoff").Should().Be("token");
        invite.From.Uri.User.Should().Be("+15550100");
    }

    [Fact]
    public void Each_called_side_is_told_and_the_first_to_answer_wins()
    {
        var (leg, invite) = _wire.Call();
        _wire.Answer(invite, 180, "b1");
        _wire.Answer(invite, 183, "b2", body: "early");
        _wire.Event<LegProgressed>().Response.To.Tag.Should().Be("b1");
        var progress = _wire.Event<LegProgressed>().Response;
        (progress.To.Tag, Encoding.ASCII.GetString(progress.Body.Span)).Should().Be(("b2", "early"));
        _wire.Core.Living.Dialogs.Should().Be(2);

        _wire.Answer(invite, 200, "b2");
        _wire.SentRequest().To.Tag.Should().Be("b2");
        _wire.Event<LegAnswered>().Leg.Should().Be(leg);
        _wire.Core.Living.Dialogs.Should().Be(1);
        _wire.Answer(invite, 200, "b1");
        _wire.Sent().Cast<SipRequest>().Select(request => (request.Method, request.To.Tag)).Should().Equal(("ACK", "b1"), ("BYE", "b1"));
        _wire.Core.Events.Should().BeEmpty();
        _wire.End(leg);
    }

    [Fact]
    public void A_called_side_may_ask_in_its_early_dialog_and_keeps_its_numbers_when_it_answers()
    {
        var (leg, invite) = _wire.Call();
        _wire.Answer(invite, 180, "b1");
        _wire.Event<LegProgressed>();
        _wire.ReceiveInCall(invite, "OPTIONS", 7);
        var request = _wire.Event<RequestReceived>();
        request.Leg.Should().Be(leg);
        _wire.Core.Respond(request.Request, new SipReply(200), _wire.Now);
        _wire.Response().Status.Should().Be(200);
        _wire.ReceiveInCall(invite, "BYE", 8);
        _wire.Response().Status.Should().Be(481, "a called side may not end an early dialog");

        _wire.Answer(invite, 200, "b1", "", ("Record-Route", "<sip:192.0.2.30:5066;lr>"));
        _wire.SentRequest().Headers.Get("Route").Should().Be("<sip:192.0.2.30:5066;lr>", "the 2xx's route set counts");
        _wire.Event<LegAnswered>();
        _wire.ReceiveInCall(invite, "OPTIONS", 6);
        _wire.Response().Status.Should().Be(500, "out of order");
        _wire.End(leg);
    }

    [Fact]
    public void Early_dialogs_end_with_the_refusal()
    {
        var (leg, invite) = _wire.Call();
        _wire.Answer(invite, 180, "b1");
        _wire.Answer(invite, 180, "b2");
        _wire.Event<LegProgressed>();
        _wire.Event<LegProgressed>();
        _wire.Answer(invite, 486, "b2");
        _wire.Event<LegEnded>().Response!.Status.Should().Be(486);
        _wire.Core.Living.Dialogs.Should().Be(0);
        _wire.End(leg);
    }

    [Fact]
    public void A_call_that_rings_for_too_long_is_cancelled_and_ends_by_Timeout()
    {
        var (leg, invite) = _wire.Call(answerWithin: TimeSpan.FromSeconds(20));
        _wire.Answer(invite, 180);
        _wire.Event<LegProgressed>();
        _wire.Wait(19.9);
        _wire.Sent().Should().BeEmpty();
        _wire.Wait(0.2);
        var cancel = _wire.SentRequest();
        cancel.Method.Should().Be("CANCEL");
        _wire.Answer(cancel, 200);
        _wire.Answer(invite, 487);

        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.Timeout);
        _wire.End(leg);
    }

    [Fact]
    public void A_2xx_that_overtakes_the_limits_CANCEL_is_acknowledged_and_hung_up()
    {
        var (leg, invite) = _wire.Call(answerWithin: TimeSpan.FromSeconds(20));
        _wire.Answer(invite, 180);
        _wire.Event<LegProgressed>();
        _wire.Wait(20.1);
        _wire.SentRequest().Method.Should().Be("CANCEL");
        _wire.Answer(invite, 200);

        var sent = _wire.Sent().Cast<SipRequest>().ToList();
        sent.Select(request => request.Method).Should().Equal("ACK", "BYE");
        _wire.Answer(sent[1], 200);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.Timeout);
        _wire.End(leg);
    }

    [Fact]
    public void A_cancelled_call_that_gets_no_final_answer_ends_all_the_same()
    {
        var (leg, invite) = _wire.Call();
        _wire.Answer(invite, 180);
        _wire.Event<LegProgressed>();
        _wire.Core.HangUp(leg, [], _wire.Now);
        _wire.SentRequest().Method.Should().Be("CANCEL");
        _wire.Answer(invite, 180);
        _wire.Wait(32.1);

        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.Canceled);
        _wire.End(leg);
    }

    [Fact]
    public void UPDATE_moves_the_remote_target_both_ways_where_the_user_takes_it()
    {
        var wire = new Wire(new SipUserAgentOptions { Methods = [SipMethods.Options, SipMethods.Update] });
        var (leg, invite) = wire.EstablishCall();
        wire.ReceiveInCall(invite, "UPDATE", 1, extra: "Contact: <sip:ann@192.0.2.9:5090>");
        wire.Core.Respond(wire.Event<RequestReceived>().Request, new SipReply(200), wire.Now);
        wire.Response().Contact.Should().NotBeNull();
        wire.Core.Request(leg, SipMethods.Update, [], "application/sdp", "v=1"u8.ToArray(), wire.Now);
        var update = wire.SentRequest();
        update.Contact.Should().NotBeNull();
        wire.Answer(update, 200);
        wire.Event<ResponseReceived>().Response!.Status.Should().Be(200);
        wire.End(leg);
    }
}
