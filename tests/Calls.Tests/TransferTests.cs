using System.Text;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Transfers over real UDP: a carrier, a colleague, and a media plane that does as it is told.</summary>
public sealed class TransferTests
{
    private const string Token = "handoff-7f3a";
    private const string ColleagueSession = "v=0\r\no=- 5 5 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 50000 RTP/AVP 0\r\n";

    [Fact]
    public async Task A_carrier_that_takes_REFER_is_told_whom_to_call_and_hung_up_when_it_has()
    {
        await using var clinic = Clinic.Open(takesRefer: true);
        var (leg, callId) = await clinic.TalkAsync();
        Want(clinic, callId);

        var refer = await clinic.NextAsync<RequestReceived>();
        NameAddress.TryParse(refer.Message.Headers.Get(SipHeaderNames.ReferTo)!, out var referTo).Should().BeTrue();
        referTo.Uri.User.Should().Be("billing");
        var headers = referTo.Uri.ReadHeaders().ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal);
        headers.Keys.Should().BeEquivalentTo("User-to-User", "X-CVP-Handoff");
        headers["X-CVP-Handoff"].Should().Be(Token);
        TokenOf(headers["User-to-User"]).Should().Be(Token);
        refer.Message.Headers.Get(SipHeaderNames.ReferredBy).Should().Be($"<{clinic.UriOf("clinic").Text}>", "the number that was called, and nothing of the caller");

        clinic.Caller.Respond(refer.Request, new SipReply(202));
        clinic.Caller.NotifyReferrer(leg, 180);
        clinic.Server.ActiveCalls.Should().Be(1);
        clinic.Caller.NotifyReferrer(leg, 200);
        (await clinic.NextAsync<LegEnded>()).Reason.Should().Be(SipLegEndReason.RemoteBye);
        (await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon)).Should().Be(callId);
        await NothingIsLeftAsync(clinic, TransferWay.Refer);
        (await clinic.Audit.WaitForAsync<TransferBegan>(Clinic.Soon)).Target.Text.Should().Be("billing");
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.Transferred));
    }

    [Fact]
    public async Task A_carrier_that_declines_REFER_is_joined_with_the_colleague_directly()
    {
        await using var clinic = Clinic.Open();
        var (callerLeg, callId) = await clinic.TalkAsync();
        Want(clinic, callId);

        var invite = await Clinic.NextAsync<InviteReceived>(clinic.Colleague);
        invite.Invite.Body.IsEmpty.Should().BeTrue("the colleague's telephone offers");
        invite.Invite.Headers.Get("X-CVP-Handoff").Should().Be(Token);
        TokenOf(invite.Invite.Headers.Get(SipHeaderNames.UserToUser)!).Should().Be(Token);
        clinic.Colleague.Respond(invite.Request, Answer(ColleagueSession));
        var again = await clinic.NextAsync<ReinviteReceived>();
        TextOf(again.Invite).Should().Be(ColleagueSession);
        clinic.Media.Closed.Reader.TryRead(out _).Should().BeFalse("the caller is still ours");
        clinic.Caller.Respond(again.Request, Answer(Clinic.Offer));
        TextOf((await Clinic.NextAsync<LegConfirmed>(clinic.Colleague)).Ack).Should().Be(Clinic.Offer);
        (await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon)).Should().Be(callId);
        await clinic.NextAsync<LegConfirmed>();

        await HoldAsync(clinic.Caller, callerLeg, clinic.Colleague);
        await HoldAsync(clinic.Colleague, invite.Leg, clinic.Caller);
        clinic.Colleague.HangUp(invite.Leg);
        (await clinic.NextAsync<LegEnded>()).Reason.Should().Be(SipLegEndReason.RemoteBye);
        await NothingIsLeftAsync(clinic, TransferWay.Direct);
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.AgentHungUp));
        clinic.Server.Counters[TransferWay.Refer, TransferOutcome.Failed].Should().Be(1);
        (await clinic.Audit.WaitForAsync<TransferFailed>(Clinic.Soon)).Should().BeEquivalentTo(new { Way = new { Text = "Refer" }, Reason = new { Text = "Refused" }, Status = 603 });
    }

    [Fact]
    public async Task A_carrier_that_can_do_neither_hears_the_colleague_through_this_node()
    {
        await using var clinic = Clinic.Open();
        var (callerLeg, callId) = await clinic.TalkAsync();
        Want(clinic, callId);
        clinic.Colleague.Respond((await Clinic.NextAsync<InviteReceived>(clinic.Colleague)).Request, Answer(ColleagueSession));
        clinic.Caller.Respond((await clinic.NextAsync<ReinviteReceived>()).Request, new SipReply(488));

        await Clinic.NextAsync<LegConfirmed>(clinic.Colleague);
        (await Clinic.NextAsync<LegEnded>(clinic.Colleague)).Reason.Should().Be(SipLegEndReason.RemoteBye, "it is called anew");
        var invite = await Clinic.NextAsync<InviteReceived>(clinic.Colleague);
        TextOf(invite.Invite).Should().Be(clinic.Media.Bridge);
        clinic.Colleague.Respond(invite.Request, Answer(ColleagueSession));
        await Clinic.NextAsync<LegConfirmed>(clinic.Colleague);
        await clinic.Audit.WaitForAsync<TransferSucceeded>(Clinic.Soon);
        clinic.Media.Closed.Reader.TryRead(out _).Should().BeFalse("the sound passes here");

        clinic.Caller.HangUp(callerLeg);
        (await Clinic.NextAsync<LegEnded>(clinic.Colleague)).Reason.Should().Be(SipLegEndReason.RemoteBye);
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
        await NothingIsLeftAsync(clinic, TransferWay.Anchor);
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.CallerHungUp));
    }

    [Fact]
    public async Task A_colleague_that_is_busy_leaves_the_caller_with_the_voice_AI()
    {
        await using var clinic = Clinic.Open(ways: "direct");
        var (leg, callId) = await clinic.TalkAsync();
        Want(clinic, callId);
        clinic.Colleague.Respond((await Clinic.NextAsync<InviteReceived>(clinic.Colleague)).Request, new SipReply(486));

        (await clinic.Media.Resumed.Reader.ReadAsync(Clinic.Soon)).Should().Be(TransferFailure.Busy);
        clinic.Server.ActiveCalls.Should().Be(1);
        clinic.Caller.HangUp(leg);
        await clinic.NextAsync<LegEnded>();
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("anchor")]
    public async Task A_colleague_whose_address_cannot_be_reached_is_told_so(string ways)
    {
        await using var clinic = Clinic.Open(ways: ways);
        var (_, callId) = await clinic.TalkAsync();
        Want(clinic, callId, "nowhere");

        (await clinic.Media.Resumed.Reader.ReadAsync(Clinic.Soon)).Should().Be(TransferFailure.Unreachable);
    }

    [Theory]
    [InlineData("direct", false)]
    [InlineData("direct", true)]
    [InlineData("anchor", false)]
    public async Task A_caller_that_hangs_up_in_the_middle_leaves_nobody_ringing(string ways, bool hasAnswered)
    {
        await using var clinic = Clinic.Open(ways: ways);
        var (leg, callId) = await clinic.TalkAsync();
        Want(clinic, callId);
        var invite = await Clinic.NextAsync<InviteReceived>(clinic.Colleague);
        if (hasAnswered)
        {
            clinic.Colleague.Respond(invite.Request, Answer(ColleagueSession));
            await clinic.NextAsync<ReinviteReceived>();
        }
        else
        {
            clinic.Colleague.Respond(invite.Request, new SipReply(180));
        }

        clinic.Caller.HangUp(leg);
        if (hasAnswered)
        {
            await Clinic.NextAsync<LegConfirmed>(clinic.Colleague);
        }

        (await Clinic.NextAsync<LegEnded>(clinic.Colleague)).Reason.Should().Be(hasAnswered ? SipLegEndReason.RemoteBye : SipLegEndReason.Canceled);
        await clinic.NextAsync<LegEnded>();
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
        await UntilAsync(async () => (await clinic.Sip.CountLivingAsync(Clinic.Soon)).Legs == 0);
        clinic.Server.ActiveCalls.Should().Be(0);
    }

    [Fact]
    public async Task A_lost_voice_AI_rings_at_the_human_queue_with_the_handoffs_token()
    {
        await using var clinic = Clinic.Open(ways: "anchor", hasQueue: true);
        var (_, callId) = await clinic.TalkAsync();
        clinic.Media.Signal(new FailoverWanted(callId, FailoverReason.AgentLost, new Sensitive<string>(Token)));
        var invite = await Clinic.NextAsync<InviteReceived>(clinic.Colleague);
        clinic.Media.Signal(new MediaEnded(callId, MediaEndReason.ApologyPlayed));
        TokenOf(invite.Invite.Headers.Get(SipHeaderNames.UserToUser)!).Should().Be(Token);

        clinic.Colleague.Respond(invite.Request, Answer(ColleagueSession));
        await Clinic.NextAsync<LegConfirmed>(clinic.Colleague);
        (await clinic.Audit.WaitForAsync<TransferSucceeded>(Clinic.Soon)).Way.Text.Should().Be("Anchor");
        clinic.Server.ActiveCalls.Should().Be(1, "the apology's end is not the call's");
    }

    [Fact]
    public async Task Stopping_hangs_up_both_legs_of_a_join()
    {
        await using var clinic = Clinic.Open(ways: "anchor");
        var (_, callId) = await clinic.TalkAsync();
        Want(clinic, callId);
        clinic.Colleague.Respond((await Clinic.NextAsync<InviteReceived>(clinic.Colleague)).Request, Answer(ColleagueSession));
        await Clinic.NextAsync<LegConfirmed>(clinic.Colleague);
        await clinic.Audit.WaitForAsync<TransferSucceeded>(Clinic.Soon);
        await clinic.Server.DisposeAsync();

        await clinic.NextAsync<LegEnded>();
        await Clinic.NextAsync<LegEnded>(clinic.Colleague);
    }

    [Fact]
    public async Task A_REFER_and_other_methods_of_the_callers_are_answered_with_the_truth()
    {
        await using var clinic = Clinic.Open();
        var (leg, _) = await clinic.TalkAsync();

        (await AskAsync("REFER", new SipHeader("Refer-To", "<sip:billing@127.0.0.1>")))!.Status.Should().Be(603);
        var unknown = await AskAsync("JUGGLE");
        (unknown!.Status, unknown.Headers.Get(SipHeaderNames.Allow)).Should().Be((405, "INVITE, ACK, BYE, CANCEL, NOTIFY, OPTIONS"));
        (await AskAsync("OPTIONS"))!.Status.Should().Be(200);

        Task<SipResponse?> AskAsync(string method, params SipHeader[] headers) => clinic.Caller.RequestAsync(leg, method, headers, null, default, Clinic.Soon);
    }

    internal static void Want(Clinic clinic, Guid callId, string target = "billing") =>
        clinic.Media.Signal(new TransferWanted(callId, target, new Sensitive<string>(Token)));

    internal static SipReply Answer(string session) => new(200) { ContentType = "application/sdp", Body = Encoding.UTF8.GetBytes(session) };

    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var soon = Clinic.Soon;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(soon);
        }
    }

    /// <summary>One side offers a change, which the other one gets and answers.</summary>
    private static async Task HoldAsync(SipEndpoint from, SipLegId leg, SipEndpoint to)
    {
        var hold = $"{Clinic.Offer}a=sendonly\r\n";
        from.Reinvite(leg, "application/sdp", Encoding.UTF8.GetBytes(hold));
        var again = await Clinic.NextAsync<ReinviteReceived>(to);
        TextOf(again.Invite).Should().Be(hold);
        to.Respond(again.Request, Answer($"{ColleagueSession}a=recvonly\r\n"));
        TextOf((await Clinic.NextAsync<LegAnswered>(from)).Response).Should().EndWith("a=recvonly\r\n");
        await Clinic.NextAsync<LegConfirmed>(to);
    }

    private static async Task NothingIsLeftAsync(Clinic clinic, TransferWay way)
    {
        await UntilAsync(() => Task.FromResult(clinic.Server.ActiveCalls == 0));
        await UntilAsync(async () => await clinic.Sip.CountLivingAsync(Clinic.Soon) is { Legs: 0, Dialogs: 0, Requests: 0 });
        clinic.Server.Counters[way, TransferOutcome.Succeeded].Should().Be(1);
        clinic.Server.Counters.Faults.Should().Be(0);
        clinic.Sip.Counters[SipCounter.Faults].Should().Be(0);
        (await clinic.Audit.WaitForAsync<TransferSucceeded>(Clinic.Soon)).Way.Should().Be(AuditLabel.Of(way));
        string.Join('\n', clinic.Audit.Events).Should().NotContainAny(Token, "127.0.0.1", "50000");
    }

    private static string TokenOf(string userToUser) =>
        UserToUser.TryParse(userToUser, out var value) ? Encoding.ASCII.GetString(value.Octets.Span) : "";

    private static string TextOf(SipMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
