using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>The figure of <see cref="CallMachine"/>, arrow by arrow, on virtual time.</summary>
public sealed class CallMachineTests
{
    private static readonly Guid Id = Guid.Parse("5f7b9f5e-0000-0000-0000-000000000001");

    private static readonly TenantPolicy Policy = new()
    {
        Tenant = "clinic",
        Revision = "0123456789ab",
        Called = [new CalledPattern("clinic@*")],
        Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1:9100/"), Model = "m" },
    };

    private static readonly MediaReplied Accepts = new(new MediaAccepted(new("v=0\r\nanswer")));

    private readonly CallMachine _call = new(Id, Policy, new Sensitive<string>("v=0\r\no=- 1 1\r\noffer\r\n"), new CallOptions(), TimeSpan.Zero);

    private IReadOnlyList<CallEffect> At(double seconds, CallEvent happened) => _call.Handle(TimeSpan.FromSeconds(seconds), happened);

    private void Talk()
    {
        _call.Begin();
        At(0.1, new StartRecorded());
        At(0.2, Accepts);
        At(0.3, new Acknowledged());
    }

    [Fact]
    public void A_call_goes_from_its_record_to_media_to_the_answer_to_talk()
    {
        _call.Begin().Should().ContainSingle().Which.Should().BeEquivalentTo(
            new RecordStart(new CallStarted { CallId = Id, Tenant = "clinic", PolicyRevision = "0123456789ab" }));
        At(0.1, new StartRecorded()).Should().ContainSingle().Which.Should().BeOfType<OpenMedia>().Which.Offer.Tenant.Should().Be("clinic");
        At(0.2, Accepts).Cast<AnswerInvite>().Select(answer => answer.Reply.Status).Should().Equal(180, 200);
        _call.NextDeadline.Should().BeNull();
        At(0.3, new Acknowledged()).Should().Equal(new StartMedia());
        _call.State.Should().Be(CallState.Talking);

        var effects = At(60, new LegOver(SipLegEndReason.RemoteBye));
        effects.Select(effect => effect.GetType()).Should().Equal(typeof(CloseMedia), typeof(Record), typeof(Forget));
        effects.OfType<Record>().Single().Event.Should().BeEquivalentTo(new { CallId = Id, Reason = AuditLabel.Of(CallEndReason.CallerHungUp), Duration = TimeSpan.FromSeconds(60) });
    }

    [Fact]
    public void Nothing_rings_before_media_is_ready()
    {
        var before = _call.Begin().Concat(At(0.1, new StartRecorded()));
        before.Should().NotContain(effect => effect is AnswerInvite);
    }

    [Fact]
    public void A_start_that_can_not_be_recorded_opens_no_media()
    {
        _call.Begin();
        var effects = At(0.1, new StartNotRecorded());

        effects.OfType<AnswerInvite>().Single().Reply.Should().BeEquivalentTo(new { Status = 503 });
        effects.OfType<OpenMedia>().Should().BeEmpty();
        effects[^1].Should().BeOfType<Forget>();
        _call.RefusedBecause.Should().Be(CallRefusalReason.AuditUnavailable);
    }

    [Theory]
    [InlineData(false, "the audit log hangs")]
    [InlineData(true, "the media plane hangs")]
    public void What_is_not_ready_in_time_is_refused_well_inside_2_s(bool isRecorded, string what)
    {
        _call.Begin();
        if (isRecorded)
        {
            At(0.1, new StartRecorded());
        }

        _call.NextDeadline.Should().BeLessThan(TimeSpan.FromSeconds(1.8));
        _call.Advance(TimeSpan.FromSeconds(1)).Should().BeEmpty();
        var effects = _call.Advance(_call.NextDeadline!.Value);
        effects.OfType<AnswerInvite>().Single().Reply.Status.Should().Be(503, what);
        effects.OfType<Forget>().Any().Should().Be(!isRecorded, "a media plane that was asked is waited for");
        _call.Advance(TimeSpan.FromSeconds(9)).Should().BeEmpty("it is told once");
    }

    [Fact]
    public void Media_that_is_accepted_after_the_end_is_closed_again()
    {
        _call.Begin();
        At(0.1, new StartRecorded());
        At(0.2, new LegOver(SipLegEndReason.Canceled)).Should().ContainSingle().Which.Should().BeOfType<Record>();

        At(5, Accepts).Should().Equal(new CloseMedia(), new Forget());
    }

    [Fact]
    public void Media_that_is_refused_after_the_end_needs_no_closing()
    {
        _call.Begin();
        At(0.1, new StartRecorded());
        _call.Advance(TimeSpan.FromSeconds(2));

        At(5, new MediaReplied(new MediaRefused(MediaRefusalReason.NoCapacity, null))).Should().Equal(new Forget());
    }

    [Theory]
    [InlineData(SipLegEndReason.RemoteBye, CallEndReason.CallerHungUp)]
    [InlineData(SipLegEndReason.AckLost, CallEndReason.AckLost)]
    [InlineData(SipLegEndReason.DialogGone, CallEndReason.DialogLost)]
    public void The_end_of_the_leg_is_the_end_of_the_call(SipLegEndReason leg, CallEndReason call)
    {
        Talk();
        var effects = At(9, new LegOver(leg));

        effects.OfType<HangUp>().Should().BeEmpty("there is nobody to tell");
        effects.OfType<CloseMedia>().Should().ContainSingle();
        _call.EndedBecause.Should().Be(call);
    }

    [Theory]
    [InlineData(MediaEndReason.RtpTimeout, CallEndReason.RtpTimeout)]
    [InlineData(MediaEndReason.ApologyPlayed, CallEndReason.ApologyPlayed)]
    [InlineData(MediaEndReason.InternalError, CallEndReason.MediaFailed)]
    public void The_end_of_media_is_a_BYE_with_its_reason(MediaEndReason media, CallEndReason call)
    {
        Talk();
        var effects = At(9, new MediaSignaled(new MediaEnded(Id, media)));

        effects.OfType<HangUp>().Single().Reason!.Value.Value.Should().StartWith("SIP;cause=");
        _call.EndedBecause.Should().Be(call);
        At(10, new LegOver(SipLegEndReason.LocalBye)).Should().BeEmpty();
    }

    [Fact]
    public void Every_end_is_recorded_once_and_closes_media_once()
    {
        Talk();
        CallEvent[] ends = [new LegOver(SipLegEndReason.RemoteBye), new MediaSignaled(new MediaEnded(Id, MediaEndReason.RtpTimeout)), new ShutDownBegun(), new Faulted(), new MediaStartFailed()];
        var effects = ends.SelectMany(end => At(9, end)).ToList();

        effects.OfType<CloseMedia>().Should().ContainSingle();
        effects.OfType<Record>().Should().ContainSingle();
        effects.OfType<Forget>().Should().ContainSingle();
    }

    [Fact]
    public void A_lost_voice_AI_is_recorded_and_the_session_goes_on_where_the_policy_names_no_queue()
    {
        Talk();
        var effects = At(9, new MediaSignaled(new FailoverWanted(Id, FailoverReason.AgentSilent)));

        effects.OfType<Record>().Single().Event.Should().BeOfType<FaultOccurred>().Which.Reason.Text.Should().Be("AgentSilent");
        effects.Should().ContainSingle("there is nobody to look for, and nobody to tell");
        _call.State.Should().Be(CallState.Talking);
    }

    [Theory]
    [InlineData("v=0\r\no=- 1 1\r\noffer\r\n", 200, "the same")]
    [InlineData("v=0\no=- 1 7\noffer\n", 200, "the same, with another version and other line ends")]
    [InlineData(null, 200, "no offer: ours as it is")]
    [InlineData("v=0\r\no=- 1 2\r\noffer\r\na=sendonly\r\n", 488, "hold")]
    public void A_new_offer_is_answered_by_the_session_as_it_is_or_not_at_all(string? offer, int status, string what)
    {
        Talk();
        var request = new SipRequestId(7);
        var effect = At(9, new Reoffered(request, offer is null ? null : new Sensitive<string>(offer))).Should().ContainSingle().Which.Should().BeOfType<AnswerReoffer>().Subject;

        (effect.Request, effect.Reply.Status).Should().Be((request, status), what);
        _call.State.Should().Be(CallState.Talking);
    }

    [Fact]
    public void Before_the_answer_stopping_is_a_503_and_a_fault_of_ours_a_500()
    {
        _call.Begin();
        At(0.1, new ShutDownBegun()).OfType<AnswerInvite>().Single().Reply.Status.Should().Be(503);

        var other = new CallMachine(Id, Policy, new("v=0"), new CallOptions(), TimeSpan.Zero);
        other.Begin();
        other.Handle(TimeSpan.Zero, new Faulted()).OfType<AnswerInvite>().Single().Reply.Status.Should().Be(500);
    }

    /// <summary>Whatever comes in whatever order: one final answer at most, one end, and media closed exactly when it was opened.</summary>
    [Fact]
    public void No_order_of_events_leaves_media_open_or_a_caller_without_an_answer()
    {
        var random = new Random(5);
        for (var round = 0; round < 5_000; round++)
        {
            var call = new CallMachine(Id, Policy, new("v=0"), new CallOptions(), TimeSpan.Zero);
            var effects = call.Begin().ToList();
            bool isAsked = false, isReplied = false;
            for (var step = 0; step < 25; step++)
            {
                var now = TimeSpan.FromSeconds(step * 0.3);
                CallEvent[] possible =
                [
                    new StartRecorded(), new StartNotRecorded(), new Acknowledged(), new LegOver(SipLegEndReason.RemoteBye), new LegOver(SipLegEndReason.AckLost),
                    new MediaSignaled(new MediaEnded(Id, MediaEndReason.RtpTimeout)), new MediaSignaled(new FailoverWanted(Id, FailoverReason.AgentLost)),
                    new Reoffered(new SipRequestId(1), null), new ShutDownBegun(), new Faulted(), new MediaStartFailed(),
                ];
                var happened = isAsked && !isReplied && random.Next(4) == 0 ? Reply(random) : possible[Math.Min(random.Next(possible.Length), random.Next(possible.Length))];
                isReplied |= happened is MediaReplied;
                var next = happened is not MediaReplied && random.Next(5) == 0 ? call.Advance(now) : call.Handle(now, happened);
                effects.AddRange(next);
                isAsked |= next.Any(effect => effect is OpenMedia);
            }

            effects.AddRange(call.Handle(TimeSpan.FromMinutes(1), new ShutDownBegun()));
            if (isAsked && !isReplied)
            {
                effects.AddRange(call.Handle(TimeSpan.FromMinutes(1), Accepts));
            }

            call.State.Should().Be(CallState.Over);
            effects.OfType<Forget>().Count().Should().Be(1);
            effects.OfType<Record>().Count(record => record.Event is CallEnded or CallRefused).Should().Be(1);
            effects.OfType<AnswerInvite>().Count(answer => answer.Reply.Status >= 200).Should().BeLessThanOrEqualTo(1);
            effects.OfType<CloseMedia>().Count().Should().BeLessThanOrEqualTo(1);
        }
    }

    private static MediaReplied Reply(Random random) => random.Next(3) switch
    {
        0 => Accepts,
        1 => new MediaReplied(new MediaRefused(MediaRefusalReason.AgentUnavailable, null)),
        _ => new MediaReplied(null),
    };
}
