using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Transfer by REFER: RFC 3515, 3891, 3892, 4488.</summary>
public sealed class ReferTests
{
    private readonly Wire _wire = new();

    private static SipReferral ToQueue => new() { Target = SipUri.Create("queue", "192.0.2.7", 5060) };

    private (SipLegId Leg, SipRequest Invite, SipRequest Refer) Refer(SipReferral? referral = null)
    {
        var (leg, invite) = _wire.EstablishCall();
        _wire.Core.Refer(leg, referral ?? ToQueue, _wire.Now);
        return (leg, invite, _wire.SentRequest());
    }

    private int Notify(SipRequest invite, int sequence, string fragment, string state = "active;expires=60", string package = "refer")
    {
        _wire.ReceiveInCall(invite, "NOTIFY", sequence, $"Event: {package}\nSubscription-State: {state}\nContent-Type: message/sipfrag", fragment);
        return _wire.Response().Status;
    }

    [Fact]
    public void A_REFER_says_whom_to_call_with_what_and_who_asks()
    {
        var (_, invite, refer) = Refer(ToQueue with
        {
            TargetHeaders = [new SipHeader("User-to-User", "746f6b656e;encoding=hex")],
            ReferredBy = SipUri.Create("clinic", "192.0.2.100", 5060),
            Headers = [new SipHeader("X-Reason", "agent")],
        });

        refer.Headers.Get("Refer-To").Should().Be("<sip:queue@192.0.2.7:5060?User-to-User=746f6b656e%3Bencoding%3Dhex>");
        refer.Headers.Get("Referred-By").Should().Be("<sip:clinic@192.0.2.100:5060>");
        refer.Headers.Get("X-Reason").Should().Be("agent");
        refer.Headers.Contains("Refer-Sub").Should().BeFalse();
        (refer.CallId, refer.To.Tag).Should().Be((invite.CallId, "b1"));
        refer.Contact.Should().NotBeNull();
    }

    [Fact]
    public void An_attended_transfer_names_the_leg_to_be_replaced_as_its_peer_knows_it()
    {
        var (agent, invite) = _wire.EstablishCall();
        var (leg, _, refer) = Refer(ToQueue with { Replaces = agent });

        NameAddress.TryParse(refer.Headers.Get("Refer-To")!, out var target).Should().BeTrue();
        target.Uri.ReadHeaders().Should().Equal(new SipHeader("Replaces", $"{invite.CallId};to-tag=b1;from-tag={invite.From.Tag}"));
        _wire.Answer(refer, 403);
        _wire.Event<ReferEnded>().Leg.Should().Be(leg);
    }

    [Theory]
    [InlineData("SIP/2.0 200 OK", "terminated;reason=noresource", SipReferOutcome.Succeeded, 200)]
    [InlineData("SIP/2.0 200 OK", "active;expires=60", SipReferOutcome.Succeeded, 200)]
    [InlineData("SIP/2.0 486 Busy Here", "terminated;reason=noresource", SipReferOutcome.Failed, 486)]
    [InlineData("SIP/2.0 603 Decline", "terminated", SipReferOutcome.Failed, 603)]
    [InlineData("SIP/2.0 100 Trying", "terminated;reason=timeout", SipReferOutcome.Unknown, null)]
    [InlineData("no fragment", "terminated", SipReferOutcome.Unknown, null)]
    public void What_the_peer_tells_is_told(string fragment, string state, SipReferOutcome outcome, int? status)
    {
        var (leg, invite, refer) = Refer();
        _wire.Answer(refer, 202);
        Notify(invite, 1, "SIP/2.0 100 Trying").Should().Be(200);
        _wire.Event<ReferProgressed>().Should().Be(new ReferProgressed(leg, 100));
        Notify(invite, 2, "SIP/2.0 180 Ringing", package: $"refer;id={refer.CSeq.Number}").Should().Be(200);
        _wire.Event<ReferProgressed>().Status.Should().Be(180);
        Notify(invite, 3, fragment, state).Should().Be(200);
        _wire.Event<ReferEnded>().Should().Be(new ReferEnded(leg, outcome, status));
        Notify(invite, 4, fragment, state).Should().Be(200, "what comes again is heard");

        _wire.Core.Events.Should().BeEmpty();
        _wire.Wait(130);
        _wire.Core.Events.Should().BeEmpty("it is over");
        _wire.End(leg);
    }

    [Fact]
    public void A_NOTIFY_may_overtake_the_REFERs_own_answer()
    {
        var (leg, invite, refer) = Refer();
        Notify(invite, 1, "SIP/2.0 200 OK", "terminated").Should().Be(200);
        _wire.Event<ReferEnded>().Outcome.Should().Be(SipReferOutcome.Succeeded);
        _wire.Answer(refer, 202);
        _wire.Core.Events.Should().BeEmpty();
        _wire.End(leg);
    }

    [Fact]
    public void A_NOTIFY_of_no_REFER_or_of_another_package_is_refused()
    {
        var (leg, invite) = _wire.EstablishCall();
        Notify(invite, 1, "SIP/2.0 200 OK").Should().Be(481);
        Notify(invite, 2, "", package: "dialog").Should().Be(489);
        _wire.Core.Refer(leg, ToQueue, _wire.Now);
        _wire.Sent();
        Notify(invite, 3, "SIP/2.0 200 OK", package: "refer;id=77").Should().Be(481);
        _wire.Receive(Wire.Request("NOTIFY", extra: "Event: refer"));
        _wire.Response().Status.Should().Be(481);
        _wire.Core.Events.Should().BeEmpty();
    }

    [Theory]
    [InlineData(603)]
    [InlineData(405)]
    [InlineData(500)]
    public void A_refused_REFER_leaves_the_call(int status)
    {
        var (leg, _, refer) = Refer();
        _wire.Answer(refer, status);
        _wire.Event<ReferEnded>().Should().Be(new ReferEnded(leg, SipReferOutcome.Refused, status));
        _wire.Core.Events.Should().BeEmpty();
        _wire.Core.Living.Legs.Should().Be(1);

        _wire.Core.Refer(leg, ToQueue, _wire.Now);
        _wire.SentRequest().Method.Should().Be("REFER", "another may be tried");
        _wire.End(leg);
    }

    [Fact]
    public void A_peer_that_does_not_know_the_dialog_ends_the_leg()
    {
        var (leg, _, refer) = Refer();
        _wire.Answer(refer, 481);
        _wire.Event<ReferEnded>().Outcome.Should().Be(SipReferOutcome.Refused);
        _wire.Answer(_wire.SentRequest(), 481);
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.DialogGone);
        _wire.End(leg);
    }

    [Fact]
    public void A_silent_transferee_fails_after_15_s_and_the_call_is_still_ours()
    {
        var (leg, invite, refer) = Refer();
        _wire.Answer(refer, 202);
        _wire.Wait(14.9);
        _wire.Core.Events.Should().BeEmpty();
        _wire.Wait(0.2);
        _wire.Event<ReferEnded>().Should().Be(new ReferEnded(leg, SipReferOutcome.Timeout, null));
        Notify(invite, 1, "SIP/2.0 200 OK").Should().Be(481, "nobody listens any more");
        _wire.End(leg);
    }

    [Fact]
    public void A_peer_that_drops_the_REFER_keeps_its_call()
    {
        var (leg, _, _) = Refer();
        _wire.Wait(40);
        _wire.Event<ReferEnded>().Outcome.Should().Be(SipReferOutcome.Timeout);
        _wire.Core.Events.Should().BeEmpty();
        _wire.Sent().Cast<SipRequest>().Should().OnlyContain(request => request.Method == "REFER");
        _wire.End(leg);
    }

    [Fact]
    public void A_target_that_rings_for_ever_fails_at_the_limit()
    {
        var (leg, invite, refer) = Refer(ToQueue with { EndWithin = TimeSpan.FromSeconds(60) });
        _wire.Answer(refer, 202);
        Notify(invite, 1, "SIP/2.0 180 Ringing");
        _wire.Event<ReferProgressed>();
        _wire.Wait(59.9);
        _wire.Core.Events.Should().BeEmpty();
        _wire.Wait(0.2);
        _wire.Event<ReferEnded>().Outcome.Should().Be(SipReferOutcome.Timeout);
        _wire.End(leg);
    }

    [Theory]
    [InlineData("false", SipReferOutcome.Accepted)]
    [InlineData(null, SipReferOutcome.Timeout)]
    public void A_REFER_without_subscription_is_over_when_the_peer_grants_it(string? granted, SipReferOutcome outcome)
    {
        var (leg, _, refer) = Refer(ToQueue with { WantsNotifications = false });
        (refer.Headers.Get("Refer-Sub"), refer.Headers.Get("Supported")).Should().Be(("false", "norefersub"));
        _wire.Answer(refer, 200, headers: granted is null ? [] : [("Refer-Sub", granted)]);
        _wire.Wait(16);
        _wire.Event<ReferEnded>().Should().Be(new ReferEnded(leg, outcome, null));
        _wire.End(leg);
    }

    [Fact]
    public void A_REFER_ends_with_its_leg()
    {
        var (leg, invite, refer) = Refer();
        _wire.Answer(refer, 202);
        _wire.ReceiveInCall(invite, "BYE", 1);
        _wire.Event<ReferEnded>().Should().Be(new ReferEnded(leg, SipReferOutcome.LegOver, null));
        _wire.Event<LegEnded>().Reason.Should().Be(SipLegEndReason.RemoteBye);
        _wire.End(leg);
    }

    [Fact]
    public void A_second_REFER_waits_for_nothing_and_one_before_the_answer_is_refused()
    {
        var (leg, _, _) = Refer();
        _wire.Core.Refer(leg, ToQueue, _wire.Now);
        _wire.Sent().Should().BeEmpty();
        _wire.Core.Events.Should().BeEmpty();

        var (ringing, _) = _wire.Call();
        _wire.Core.Refer(ringing, ToQueue, _wire.Now);
        _wire.Event<ReferEnded>().Should().Be(new ReferEnded(ringing, SipReferOutcome.Refused, null));
    }

    [Fact]
    public void A_peers_REFER_is_declined_unless_the_user_takes_it()
    {
        var (leg, invite) = _wire.EstablishCall();
        _wire.ReceiveInCall(invite, "REFER", 1, "Refer-To: <sip:queue@192.0.2.7>");
        _wire.Response().Status.Should().Be(603);
        _wire.Core.Events.Should().BeEmpty();
        _wire.End(leg);
    }

    [Fact]
    public void A_REFER_that_the_user_takes_is_told_about()
    {
        var wire = new Wire(new SipUserAgentOptions { Methods = [SipMethods.Options, SipMethods.Refer] });
        var (leg, invite) = wire.EstablishCall();
        wire.ReceiveInCall(invite, "REFER", 1, "Refer-To: <sip:queue@192.0.2.7>");
        var refer = wire.Event<RequestReceived>();
        wire.Core.Respond(refer.Request, new SipReply(202), wire.Now);

        var sent = wire.Sent();
        sent.OfType<SipResponse>().Single().Status.Should().Be(202);
        var trying = sent.OfType<SipRequest>().Single();
        (trying.Method, trying.Headers.Get("Event"), trying.Headers.Get("Subscription-State"), trying.ContentType)
            .Should().Be(("NOTIFY", "refer;id=1", "active;expires=180", "message/sipfrag"));
        trying.Body.ToArray().Should().Equal("SIP/2.0 100 Trying\r\n"u8.ToArray());
        wire.Answer(trying, 200);
        wire.ReceiveInCall(invite, "REFER", 2, "Refer-To: <sip:other@192.0.2.7>");
        wire.Response().Status.Should().Be(491, "one at a time");

        wire.Core.NotifyReferrer(leg, 486, wire.Now);
        var last = wire.SentRequest();
        (last.Headers.Get("Event"), last.Headers.Get("Subscription-State")).Should().Be(("refer;id=1", "terminated;reason=noresource"));
        last.Body.ToArray().Should().Equal("SIP/2.0 486 Busy Here\r\n"u8.ToArray());
        wire.Answer(last, 200);
        wire.Core.NotifyReferrer(leg, 200, wire.Now);
        wire.Sent().Should().BeEmpty("that was the last one");
        wire.End(leg);
    }

    [Fact]
    public void A_peer_that_wants_no_notifications_gets_none()
    {
        var wire = new Wire(new SipUserAgentOptions { Methods = [SipMethods.Refer] });
        var (leg, invite) = wire.EstablishCall();
        wire.ReceiveInCall(invite, "REFER", 1, "Refer-To: <sip:queue@192.0.2.7>\nRefer-Sub: false");
        wire.Core.Respond(wire.Event<RequestReceived>().Request, new SipReply(202), wire.Now);
        wire.Response().Headers.Get("Refer-Sub").Should().Be("false");
        wire.Core.NotifyReferrer(leg, 200, wire.Now);
        wire.Sent().Should().BeEmpty();
        wire.End(leg);
    }

    [Theory]
    [InlineData("", 400, "no target")]
    [InlineData("Refer-To: <sip:a@192.0.2.7>\nRefer-To: <sip:b@192.0.2.7>", 400, "two targets")]
    [InlineData("Refer-To: no URI", 400, "no URI")]
    public void A_REFER_names_exactly_one_target(string extra, int status, string because)
    {
        var wire = new Wire(new SipUserAgentOptions { Methods = [SipMethods.Refer] });
        var (_, invite) = wire.EstablishCall();
        wire.ReceiveInCall(invite, "REFER", 1, extra);
        wire.Response().Status.Should().Be(status, because);
        wire.Receive(Wire.Request("REFER", sequence: 9, extra: "Refer-To: <sip:a@192.0.2.7>"));
        wire.Response().Status.Should().Be(603, "outside a call");
    }
}
