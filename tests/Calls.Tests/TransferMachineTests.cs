using System.Collections.Immutable;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Transfers in the call's machine, arrow by arrow, on virtual time.</summary>
public sealed class TransferMachineTests
{
    private const string Ours = "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\nm=audio 40000 RTP/AVP 0\r\n";

    private static readonly Guid Id = Guid.Parse("5f7b9f5e-0000-0000-0000-000000000002");
    private static readonly Sensitive<string> Theirs = new("agent");
    private static readonly SipRequestId Request = new(9);

    private CallMachine _call = Talking(TransferWay.Refer, TransferWay.Direct, TransferWay.Anchor);

    internal static TenantPolicy Policy(params ReadOnlySpan<TransferWay> ways) => new()
    {
        Tenant = "clinic",
        Revision = "0123456789ab",
        Called = [new CalledPattern("clinic@*")],
        Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1:9100/"), Model = "m" },
        Transfer = new TransferPolicy { Targets = [Target("billing", [.. ways]), Target("queue", [.. ways])] },
        Failover = new FailoverPolicy { HumanQueue = "queue" },
    };

    private static TransferTarget Target(string name, ImmutableArray<TransferWay> ways) => new() { Name = name, Uri = $"sip:{name}@127.0.0.1:5080", Description = name, Ways = ways };

    private static CallMachine Talking(params ReadOnlySpan<TransferWay> ways) => Talking(Policy(ways));

    private static CallMachine Talking(TenantPolicy policy)
    {
        var call = new CallMachine(Id, policy, new Sensitive<string>("v=0\r\no=- 1 1\r\noffer\r\n"), new CallOptions(), TimeSpan.Zero);
        call.Begin();
        call.Handle(default, new StartRecorded());
        call.Handle(default, new MediaReplied(new MediaAccepted(new(Ours))));
        call.Handle(default, new Acknowledged());
        return call;
    }

    private IReadOnlyList<CallEffect> When(CallEvent happened) => _call.Handle(TimeSpan.FromSeconds(1), happened);

    private IReadOnlyList<CallEffect> Wanted(string target = "billing") => When(new MediaSignaled(new TransferWanted(Id, target, new("token"))));

    private static IEnumerable<AuditEvent> Records(IEnumerable<CallEffect> effects) => effects.OfType<Record>().Select(record => record.Event);

    [Fact]
    public void The_REFER_is_among_the_effects_of_the_wish_itself()
    {
        var effects = Wanted();

        effects.OfType<ReferCaller>().Single().Handover.Should().BeEquivalentTo(new { Target = new { Name = "billing" }, Token = new Sensitive<string>("token") });
        Records(effects).Should().ContainSingle().Which.Should().BeOfType<TransferBegan>().Which.Should().BeEquivalentTo(
            new { Target = new { Text = "billing" }, CallId = Id, Tenant = "clinic", PolicyRevision = "0123456789ab" });
        _call.State.Should().Be(CallState.Transferring);
    }

    [Theory]
    [InlineData(SipReferOutcome.Succeeded)]
    [InlineData(SipReferOutcome.Accepted)]
    public void A_carrier_that_has_transferred_is_hung_up_and_media_closed(SipReferOutcome outcome)
    {
        Wanted();
        var effects = When(new Referred(outcome, 200));

        effects.Select(effect => effect.GetType().Name).Should().Equal("CountTransfer", "Record", "HangUp", "CloseMedia", "Record", "Forget");
        _call.EndedBecause.Should().Be(CallEndReason.Transferred);
        Records(effects).First().Should().BeOfType<TransferSucceeded>().Which.Way.Text.Should().Be("Refer");
    }

    [Theory]
    [InlineData(SipReferOutcome.Refused, 603, "Refused")]
    [InlineData(SipReferOutcome.Failed, 486, "Busy")]
    [InlineData(SipReferOutcome.Failed, 404, "Unreachable")]
    [InlineData(SipReferOutcome.Timeout, null, "NoAnswer")]
    [InlineData(SipReferOutcome.Unknown, null, "NoAnswer")]
    public void Where_the_carrier_does_not_transfer_the_next_way_is_tried(SipReferOutcome outcome, int? status, string reason)
    {
        Wanted();
        var effects = When(new Referred(outcome, status));

        effects.OfType<CallAgent>().Single().Offer.Should().BeNull("the colleague's telephone offers");
        Records(effects).Single().Should().BeOfType<TransferFailed>().Which.Should().BeEquivalentTo(new { Reason = new { Text = reason }, Status = status ?? 0 });
    }

    [Theory]
    [InlineData(false, TransferOutcome.Abandoned)]
    [InlineData(true, TransferOutcome.Unknown)]
    public void A_carrier_that_took_the_REFER_and_hung_up_may_have_transferred(bool isAccepted, TransferOutcome outcome)
    {
        Wanted();
        if (isAccepted)
        {
            When(new ReferAccepted()).Should().BeEmpty();
        }

        When(new Referred(SipReferOutcome.LegOver, null)).Should().BeEmpty();
        var effects = When(new LegOver(SipLegEndReason.RemoteBye));

        effects.OfType<CountTransfer>().Should().Equal(new CountTransfer(TransferWay.Refer, outcome));
        effects.Should().NotContain(effect => effect is HangUp);
        _call.EndedBecause.Should().Be(CallEndReason.CallerHungUp);
    }

    [Fact]
    public void A_direct_join_gives_each_side_the_others_session_and_closes_media_at_once()
    {
        _call = Talking(TransferWay.Direct);
        Wanted().OfType<CallAgent>().Should().ContainSingle();
        When(new SessionOffered(CallSide.Agent, Theirs)).Should().Equal(new OfferSession(CallSide.Caller, Theirs));
        var effects = When(new SessionAnswered(CallSide.Caller, new("caller")));

        effects[0].Should().Be(new AcknowledgeOffer(CallSide.Agent, new Sensitive<string>("caller")));
        effects.OfType<CloseMedia>().Should().ContainSingle();
        _call.State.Should().Be(CallState.Joined);
        When(new MediaSignaled(new MediaEnded(Id, MediaEndReason.RtpTimeout))).Should().BeEmpty("its last word crossed the join");

        var end = When(new LegOver(SipLegEndReason.RemoteBye, CallSide.Agent));
        end.OfType<HangUp>().Should().ContainSingle().Which.Side.Should().Be(CallSide.Caller);
        end.Should().NotContain(effect => effect is CloseMedia);
        _call.EndedBecause.Should().Be(CallEndReason.AgentHungUp);
    }

    [Fact]
    public void A_caller_that_refuses_the_colleagues_session_stays_in_its_own()
    {
        _call = Talking(TransferWay.Direct);
        Wanted();
        When(new SessionOffered(CallSide.Agent, Theirs));
        var effects = When(new SessionRefused(CallSide.Caller, 488));

        effects.OfType<HangUp>().Should().ContainSingle().Which.Side.Should().Be(CallSide.Agent);
        effects.OfType<ResumeMedia>().Should().Equal(new ResumeMedia(TransferFailure.NotJoined));
        effects.Should().NotContain(effect => effect is OfferSession, "nothing has changed");
        _call.State.Should().Be(CallState.Talking);
    }

    [Fact]
    public void A_colleague_that_is_gone_when_the_caller_has_its_session_gets_our_own_offered_again()
    {
        _call = Talking(TransferWay.Direct, TransferWay.Anchor);
        Wanted();
        When(new SessionOffered(CallSide.Agent, Theirs));
        When(new LegOver(SipLegEndReason.RemoteBye, CallSide.Agent)).Should().BeEmpty("the caller's answer is to come");
        var restore = When(new SessionAnswered(CallSide.Caller, new("caller"))).Should().ContainSingle().Which.Should().BeOfType<OfferSession>().Subject;
        restore.Offer!.Value.Reveal().Should().Be(Ours.Replace("7 7", "7 8", StringComparison.Ordinal), "the next version of what the caller had");

        When(new SessionAnswered(CallSide.Caller, new("v=0\r\ncaller again\r\n"))).OfType<OfferBridge>().Should().ContainSingle("the next way is tried");
        When(new Reoffered(Request, new("v=0\r\ncaller again\r\n"))).OfType<AnswerReoffer>().Single().Reply.Status.Should().Be(200, "that is the caller's session now");
    }

    [Fact]
    public void A_caller_that_takes_neither_session_is_hung_up()
    {
        _call = Talking(TransferWay.Direct);
        Wanted();
        When(new SessionOffered(CallSide.Agent, Theirs));
        When(new LegOver(SipLegEndReason.RemoteBye, CallSide.Agent));
        When(new SessionAnswered(CallSide.Caller, new("caller")));
        var effects = When(new SessionRefused(CallSide.Caller, 500));

        effects.OfType<HangUp>().Should().ContainSingle().Which.Side.Should().Be(CallSide.Caller);
        _call.EndedBecause.Should().Be(CallEndReason.TransferLost);
    }

    [Fact]
    public void Through_this_node_media_offers_and_joins()
    {
        _call = Talking(TransferWay.Anchor);
        Wanted().OfType<OfferBridge>().Single().Attempt.Should().Be(1);
        When(new BridgeOffered(1, new("bridge"))).OfType<CallAgent>().Single().Offer!.Value.Reveal().Should().Be("bridge");
        When(new SessionAnswered(CallSide.Agent, Theirs)).Should().Equal(new JoinBridge(1, Theirs));
        var effects = When(new Bridged(1, IsJoined: true));

        effects.Should().NotContain(effect => effect is CloseMedia || effect is HangUp);
        _call.State.Should().Be(CallState.Joined);
        When(new Reoffered(Request, new("agent"), CallSide.Agent)).OfType<AnswerReoffer>().Single().Reply.Status.Should().Be(200);
        When(new Reoffered(Request, new("other"), CallSide.Agent)).OfType<AnswerReoffer>().Single().Reply.Status.Should().Be(488);
        When(new MediaSignaled(new MediaEnded(Id, MediaEndReason.RtpTimeout))).OfType<HangUp>().Select(hangUp => hangUp.Side).Should().BeEquivalentTo([CallSide.Caller, CallSide.Agent]);
    }

    [Fact]
    public void A_colleague_that_leaves_while_media_joins_ends_the_call_once_it_has_joined_and_else_not()
    {
        foreach (var isJoined in (bool[])[true, false])
        {
            _call = Talking(TransferWay.Anchor);
            Wanted();
            When(new BridgeOffered(1, new("bridge")));
            When(new SessionAnswered(CallSide.Agent, Theirs));
            When(new LegOver(SipLegEndReason.RemoteBye, CallSide.Agent)).Should().BeEmpty();
            var effects = When(new Bridged(1, isJoined));

            effects.OfType<HangUp>().Count(hangUp => hangUp.Side is CallSide.Caller).Should().Be(isJoined ? 1 : 0);
            effects.OfType<ResumeMedia>().Count().Should().Be(isJoined ? 0 : 1);
            effects.Should().NotContain(effect => effect is HangUp && ((HangUp)effect).Side == CallSide.Agent);
        }
    }

    [Theory]
    [InlineData(486, TransferFailure.Busy)]
    [InlineData(null, TransferFailure.NoAnswer)]
    [InlineData(480, TransferFailure.NoAnswer)]
    [InlineData(603, TransferFailure.Refused)]
    [InlineData(404, TransferFailure.Unreachable)]
    public void When_no_way_is_left_the_voice_AI_is_told_why(int? status, TransferFailure failure)
    {
        _call = Talking(TransferWay.Direct);
        Wanted();
        When(new LegOver(SipLegEndReason.Refused, CallSide.Agent, status)).OfType<ResumeMedia>().Should().Equal(new ResumeMedia(failure));
        _call.State.Should().Be(CallState.Talking);
        Wanted().OfType<CallAgent>().Should().ContainSingle("it may be wanted again");
    }

    [Fact]
    public void A_target_that_the_policy_does_not_have_is_told_as_unreachable() =>
        Wanted("nobody").Should().Equal(new ResumeMedia(TransferFailure.Unreachable));

    [Fact]
    public void A_lost_voice_AI_is_a_transfer_to_the_human_queue_while_the_apology_plays()
    {
        _call = Talking(TransferWay.Direct);
        var effects = When(new MediaSignaled(new FailoverWanted(Id, FailoverReason.AgentLost, new Sensitive<string>("token"))));
        Records(effects).First().Should().BeOfType<FaultOccurred>();
        effects.OfType<CallAgent>().Single().Handover.Should().BeEquivalentTo(new { Target = new { Name = "queue" }, Token = new Sensitive<string>("token") });
        When(new MediaSignaled(new MediaEnded(Id, MediaEndReason.ApologyPlayed))).Should().BeEmpty("the colleague's telephone rings");

        var end = When(new LegOver(SipLegEndReason.Refused, CallSide.Agent, 486));
        end.Should().NotContain(effect => effect is ResumeMedia);
        end.OfType<HangUp>().Should().ContainSingle();
        _call.EndedBecause.Should().Be(CallEndReason.ApologyPlayed);
    }

    [Fact]
    public void Where_the_queue_does_not_answer_the_apology_goes_on()
    {
        _call = Talking(TransferWay.Direct);
        When(new MediaSignaled(new FailoverWanted(Id, FailoverReason.AgentLost)));
        var effects = When(new LegOver(SipLegEndReason.Refused, CallSide.Agent, 486));

        effects.Should().NotContain(effect => effect is ResumeMedia || effect is HangUp);
        When(new MediaSignaled(new MediaEnded(Id, MediaEndReason.ApologyPlayed))).OfType<HangUp>().Should().ContainSingle();
    }

    [Fact]
    public void A_voice_AI_that_is_lost_in_a_transfer_lets_it_go_on_and_the_queue_be_tried_after_it()
    {
        _call = Talking(TransferWay.Direct);
        Wanted();
        Records(When(new MediaSignaled(new FailoverWanted(Id, FailoverReason.AgentLost)))).Should().ContainSingle().Which.Should().BeOfType<FaultOccurred>();
        When(new LegOver(SipLegEndReason.Refused, CallSide.Agent, 486)).OfType<CallAgent>().Single().Handover.Target.Name.Should().Be("queue");
    }

    [Theory]
    [InlineData(true, 200, "with an offer")]
    [InlineData(false, 200, "without one")]
    [InlineData(true, 488, "refused")]
    public void In_a_direct_join_a_reINVITE_of_either_side_is_passed_through(bool hasOffer, int status, string what)
    {
        foreach (var (asker, other) in (ReadOnlySpan<(CallSide, CallSide)>)[(CallSide.Caller, CallSide.Agent), (CallSide.Agent, CallSide.Caller)])
        {
            Join();
            Sensitive<string>? offer = hasOffer ? new Sensitive<string>("hold") : null;
            When(new Reoffered(Request, offer, asker)).Should().Equal(new OfferSession(other, offer));
            When(new Reoffered(new SipRequestId(10), offer, other)).OfType<AnswerReoffer>().Single().Reply.Status.Should().Be(491, what);
            var reply = (hasOffer, status) switch
            {
                (true, 200) => When(new SessionAnswered(other, new("held"))),
                (true, _) => When(new SessionRefused(other, status)),
                _ => When(new SessionOffered(other, new("held"))),
            };
            reply.Should().ContainSingle().Which.Should().BeOfType<AnswerReoffer>().Which.Should().BeEquivalentTo(new { Request, Reply = new { Status = status } }, what);
            if (!hasOffer)
            {
                When(new Acknowledged(asker, new("answer"))).Should().Equal(new AcknowledgeOffer(other, new Sensitive<string>("answer")));
            }

            When(new Reoffered(Request, offer, other)).Should().Equal([new OfferSession(asker, offer)], what);
        }
    }

    private void Join()
    {
        _call = Talking(TransferWay.Direct);
        Wanted();
        When(new SessionOffered(CallSide.Agent, Theirs));
        When(new SessionAnswered(CallSide.Caller, new("caller")));
        _call.State.Should().Be(CallState.Joined);
    }
}
