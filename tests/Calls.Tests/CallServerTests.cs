using System.Text;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Calls over real UDP, with a media plane and an audit log that do as they are told.</summary>
public sealed class CallServerTests
{
    [Fact]
    public async Task A_call_is_recorded_opened_answered_started_and_closed_in_this_order()
    {
        await using var clinic = Clinic.Open();
        var leg = await clinic.CallAsync();

        (await clinic.NextAsync<LegProgressed>()).Response.Status.Should().Be(180);
        var answered = await clinic.NextAsync<LegAnswered>();
        Encoding.UTF8.GetString(answered.Response.Body.Span).Should().Be(FakeMediaPlane.Answer);
        var callId = await clinic.Media.Started.Reader.ReadAsync(Clinic.Soon);
        var offer = clinic.Media.Opened.Should().ContainSingle().Subject;
        offer.Should().BeEquivalentTo(new { CallId = callId, Tenant = "clinic", PolicyRevision = clinic.Store.Policies[0].Revision });
        offer.Sdp.Reveal().Should().Be(Clinic.Offer);

        clinic.Caller.HangUp(leg);
        (await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon)).Should().Be(callId);
        var ended = await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon);
        ended.Should().BeEquivalentTo(new { CallId = callId, Tenant = "clinic", Reason = AuditLabel.Of(CallEndReason.CallerHungUp) });
        clinic.Audit.Events.First().Should().BeOfType<CallStarted>().Which.CallId.Should().Be(callId);
    }

    [Fact]
    public async Task A_called_number_of_no_tenant_gets_404_and_no_media()
    {
        await using var clinic = Clinic.Open();
        await clinic.CallAsync("stranger");

        (await clinic.NextAsync<LegEnded>()).Response!.Status.Should().Be(404);
        clinic.Media.Opened.Should().BeEmpty();
        (await clinic.Audit.WaitForAsync<CallRefused>(Clinic.Soon)).Status.Should().Be(404);
    }

    [Fact]
    public async Task An_INVITE_without_an_offer_gets_488_with_a_warning()
    {
        await using var clinic = Clinic.Open();
        await clinic.CallAsync(offer: null);

        var ended = await clinic.NextAsync<LegEnded>();
        ended.Response!.Status.Should().Be(488);
        ended.Response.Headers.Contains(SipHeaderNames.Warning).Should().BeTrue();
    }

    [Fact]
    public async Task Without_the_audit_log_there_is_no_call()
    {
        await using var clinic = Clinic.Open();
        clinic.Audit.OnAppend = FakeAuditTrail.Full;
        await clinic.CallAsync();

        var ended = await clinic.NextAsync<LegEnded>();
        ended.Response!.Status.Should().Be(503);
        ended.Response.Headers.Contains(SipHeaderNames.RetryAfter).Should().BeTrue();
        clinic.Media.Opened.Should().BeEmpty();
    }

    [Theory]
    [InlineData(MediaRefusalReason.BadOffer, 400)]
    [InlineData(MediaRefusalReason.NothingInCommon, 488)]
    [InlineData(MediaRefusalReason.NoCapacity, 503)]
    [InlineData(MediaRefusalReason.AgentUnavailable, 503)]
    [InlineData(MediaRefusalReason.TranscriberUnavailable, 503)]
    [InlineData(MediaRefusalReason.AuditUnavailable, 503)]
    [InlineData(MediaRefusalReason.PolicyUnavailable, 503)]
    [InlineData(MediaRefusalReason.InternalError, 500)]
    public async Task What_the_media_plane_refuses_is_refused_without_ringing(MediaRefusalReason reason, int status)
    {
        await using var clinic = Clinic.Open();
        clinic.Media.OnOpen = (_, _) => Task.FromResult<MediaReply>(new MediaRefused(reason, TimeSpan.FromSeconds(7)));
        await clinic.CallAsync();

        var ended = await clinic.NextAsync<LegEnded>();
        ended.Response!.Status.Should().Be(status);
        ended.Response.Headers.Get(SipHeaderNames.RetryAfter).Should().Be(status == 503 ? "7" : null);
        (await clinic.Audit.WaitForAsync<CallRefused>(Clinic.Soon)).Status.Should().Be(status);
    }

    [Fact]
    public async Task A_media_plane_that_throws_is_a_503()
    {
        await using var clinic = Clinic.Open();
        clinic.Media.OnOpen = (_, _) => throw new InvalidOperationException();
        await clinic.CallAsync();

        (await clinic.NextAsync<LegEnded>()).Response!.Status.Should().Be(503);
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
    }

    [Fact]
    public async Task More_calls_than_configured_get_503_with_Retry_After()
    {
        await using var clinic = Clinic.Open(new CallOptions { MaximumCalls = 1 });
        await clinic.TalkAsync();
        await clinic.CallAsync();

        var ended = await clinic.NextAsync<LegEnded>();
        ended.Response!.Status.Should().Be(503);
        ended.Response.Headers.Get(SipHeaderNames.RetryAfter).Should().Be("5");
        clinic.Server.ActiveCalls.Should().Be(1);
    }

    [Fact]
    public async Task A_media_session_that_ends_hangs_up_with_a_reason()
    {
        await using var clinic = Clinic.Open();
        var (leg, callId) = await clinic.TalkAsync();
        clinic.Media.Signal(new MediaEnded(callId, MediaEndReason.RtpTimeout));

        var ended = await clinic.NextAsync<LegEnded>();
        ended.Leg.Should().Be(leg);
        ended.Reason.Should().Be(SipLegEndReason.RemoteBye);
        ended.Request!.Headers.Get(SipHeaderNames.Reason).Should().StartWith("SIP;cause=408");
        (await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon)).Should().Be(callId);
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.RtpTimeout));
    }

    [Fact]
    public async Task A_lost_voice_AI_is_recorded_and_the_call_goes_on_until_the_apology_has_been_played()
    {
        await using var clinic = Clinic.Open();
        var (_, callId) = await clinic.TalkAsync();
        clinic.Media.Signal(new FailoverWanted(callId, FailoverReason.AgentLost));

        (await clinic.Audit.WaitForAsync<FaultOccurred>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(FailoverReason.AgentLost));
        clinic.Server.ActiveCalls.Should().Be(1);
        clinic.Media.Signal(new MediaEnded(callId, MediaEndReason.ApologyPlayed));

        (await clinic.NextAsync<LegEnded>()).Request!.Headers.Get(SipHeaderNames.Reason).Should().StartWith("SIP;cause=503");
    }

    [Fact]
    public async Task A_caller_who_cancels_while_media_opens_leaves_no_session_behind()
    {
        await using var clinic = Clinic.Open(new CallOptions { SetupTimeout = TimeSpan.FromMinutes(1) });
        var asked = new TaskCompletionSource();
        var opening = new TaskCompletionSource<MediaReply>();
        clinic.Media.OnOpen = (_, _) =>
        {
            asked.SetResult();
            return opening.Task;
        };
        var leg = await clinic.CallAsync();
        await asked.Task.WaitAsync(Clinic.Soon);
        clinic.Caller.HangUp(leg);

        (await clinic.NextAsync<LegEnded>()).Response!.Status.Should().Be(487);
        await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon);
        opening.SetResult(new MediaAccepted(new("v=0")));
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
    }

    [Fact]
    public async Task A_reINVITE_with_the_same_session_is_answered_with_it_and_another_is_refused_without_harm()
    {
        await using var clinic = Clinic.Open();
        var (leg, _) = await clinic.TalkAsync();

        clinic.Caller.Reinvite(leg, "application/sdp", Encoding.UTF8.GetBytes(Clinic.Offer.Replace("o=- 1 1", "o=- 1 2", StringComparison.Ordinal)));
        var answered = await clinic.NextAsync<LegAnswered>();
        Encoding.UTF8.GetString(answered.Response.Body.Span).Should().Be(FakeMediaPlane.Answer);

        clinic.Caller.Reinvite(leg, "application/sdp", Encoding.UTF8.GetBytes(Clinic.Offer + "a=sendonly\r\n"));
        (await clinic.NextAsync<ReinviteRefused>()).Response!.Status.Should().Be(488);
        clinic.Server.ActiveCalls.Should().Be(1);
    }

    [Theory]
    [InlineData("UPDATE")]
    [InlineData("INFO")]
    [InlineData("MESSAGE")]
    public async Task A_method_that_is_not_served_gets_405_with_Allow_and_the_call_goes_on(string method)
    {
        await using var clinic = Clinic.Open();
        var (leg, _) = await clinic.TalkAsync();

        var response = await clinic.Caller.RequestAsync(leg, method, [], null, default, Clinic.Soon);
        response!.Status.Should().Be(405);
        response.Headers.Get(SipHeaderNames.Allow).Should().Be("INVITE, ACK, BYE, CANCEL, NOTIFY, OPTIONS");
        clinic.Server.ActiveCalls.Should().Be(1);
    }

    [Fact]
    public async Task A_callers_REFER_is_declined_and_the_call_goes_on()
    {
        await using var clinic = Clinic.Open();
        var (leg, _) = await clinic.TalkAsync();

        var response = await clinic.Caller.RequestAsync(leg, SipMethods.Refer, [new SipHeader(SipHeaderNames.ReferTo, "<sip:other@127.0.0.1>")], null, default, Clinic.Soon);
        response!.Status.Should().Be(603);
        clinic.Server.ActiveCalls.Should().Be(1);
    }

    [Fact]
    public async Task OPTIONS_is_200_only_while_a_call_could_be_served()
    {
        var isReady = true;
        await using var clinic = Clinic.Open(new CallOptions { MaximumCalls = 1 }, () => Volatile.Read(ref isReady));

        (await AskAsync()).Should().Be(200, "everything is there");
        Volatile.Write(ref isReady, false);
        (await AskAsync()).Should().Be(503, "a part is not ready");
        Volatile.Write(ref isReady, true);
        var (leg, _) = await clinic.TalkAsync();
        (await AskAsync()).Should().Be(503, "the only place is taken");
        (await clinic.Caller.RequestAsync(leg, "OPTIONS", [], null, default, Clinic.Soon))!.Status.Should().Be(200, "this call is served");
        clinic.Caller.HangUp(leg);
        await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon);
        (await AskAsync()).Should().Be(200, "the place is free");
        clinic.Server.Drain();
        (await AskAsync()).Should().Be(503, "draining");

        async Task<int?> AskAsync() => (await clinic.Caller.RequestAsync("OPTIONS", clinic.UriOf("clinic"), null, Clinic.Soon))?.Status;
    }

    [Fact]
    public async Task Nothing_of_the_callers_message_reaches_the_audit_log_or_prints_itself()
    {
        await using var clinic = Clinic.Open();
        var leg = await clinic.Caller.InviteAsync(
            new SipCallRequest { Target = clinic.UriOf("clinic"), From = SipUri.Create("4111111111111111", "canary.example", 5060), Body = Encoding.UTF8.GetBytes(Clinic.Offer) },
            Clinic.Soon);
        await clinic.NextAsync<LegProgressed>();
        await clinic.NextAsync<LegAnswered>();
        clinic.Caller.HangUp(leg);
        await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon);

        var written = string.Join('\n', clinic.Audit.Events) + clinic.Media.Opened.First();
        written.Should().NotContainAny("4111", "canary", "30000", "clinic@").And.Contain("clinic");
    }

    [Fact]
    public async Task A_fault_in_looking_up_the_tenant_is_a_500_and_the_next_call_is_served()
    {
        await using var clinic = Clinic.Open();
        clinic.IsStoreBroken = true;
        await clinic.CallAsync();
        (await clinic.NextAsync<LegEnded>()).Response!.Status.Should().Be(500);

        clinic.IsStoreBroken = false;
        await clinic.TalkAsync();
        clinic.Server.Counters.Faults.Should().Be(1);
    }

    [Fact]
    public async Task Stopping_hangs_up_every_call()
    {
        await using var clinic = Clinic.Open();
        await clinic.TalkAsync();
        await clinic.Server.DisposeAsync();

        (await clinic.NextAsync<LegEnded>()).Request!.Headers.Get(SipHeaderNames.Reason).Should().Contain("Shutting down");
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.ShutDown));
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
    }
}
