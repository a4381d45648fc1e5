using System.Net;
using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Two endpoints over real UDP sockets of this machine.</summary>
public sealed class LoopbackTests
{
    private static readonly byte[] Offer = Encoding.ASCII.GetBytes("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n");
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\n");

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static SipEndpoint StartEndpoint() =>
        SipEndpoint.Start(new SipEndpointOptions { Listen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))] }, TimeProvider.System);

    private static SipUri UriOf(SipEndpoint endpoint, string user) => SipUri.Create(user, "127.0.0.1", endpoint.LocalEndPoints[0].Port);

    [Fact]
    public async Task A_call_is_set_up_answered_and_hung_up()
    {
        await using var called = StartEndpoint();
        await using var caller = StartEndpoint();

        var leg = await caller.InviteAsync(new SipCallRequest { Target = UriOf(called, "clinic"), Body = Offer }, Soon);

        var invite = (InviteReceived)await called.Events.ReadAsync(Soon);
        invite.Invite.RequestUri.User.Should().Be("clinic");
        invite.Invite.Body.ToArray().Should().Equal(Offer);
        called.Respond(invite.Request, new SipReply(180));
        called.Respond(invite.Request, new SipReply(200) { ContentType = "application/sdp", Body = Answer });

        (await caller.Events.ReadAsync(Soon)).Should().BeOfType<LegProgressed>().Which.Response.Status.Should().Be(180);
        var answered = (LegAnswered)await caller.Events.ReadAsync(Soon);
        answered.Leg.Should().Be(leg);
        answered.Response.Body.ToArray().Should().Equal(Answer);
        (await called.Events.ReadAsync(Soon)).Should().BeOfType<LegConfirmed>();

        caller.HangUp(leg);
        (await called.Events.ReadAsync(Soon)).Should().BeOfType<LegEnded>().Which.Reason.Should().Be(SipLegEndReason.RemoteBye);
        (await caller.Events.ReadAsync(Soon)).Should().BeOfType<LegEnded>().Which.Reason.Should().Be(SipLegEndReason.LocalBye);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_487_on_both_sides()
    {
        await using var called = StartEndpoint();
        await using var caller = StartEndpoint();

        var leg = await caller.InviteAsync(new SipCallRequest { Target = UriOf(called, "clinic"), Body = Offer }, Soon);
        var invite = (InviteReceived)await called.Events.ReadAsync(Soon);
        called.Respond(invite.Request, new SipReply(180));
        await caller.Events.ReadAsync(Soon);
        caller.HangUp(leg);

        (await called.Events.ReadAsync(Soon)).Should().BeOfType<LegEnded>().Which.Reason.Should().Be(SipLegEndReason.Canceled);
        var ended = (LegEnded)await caller.Events.ReadAsync(Soon);
        ended.Reason.Should().Be(SipLegEndReason.Canceled);
        ended.Response!.Status.Should().Be(487);
    }

    [Fact]
    public async Task OPTIONS_is_answered_by_the_user_and_its_response_awaited()
    {
        await using var called = StartEndpoint();
        await using var caller = StartEndpoint();

        var asking = caller.RequestAsync(SipMethods.Options, UriOf(called, "clinic"), null, Soon);
        var options = (RequestReceived)await called.Events.ReadAsync(Soon);
        called.Respond(options.Request, new SipReply(200));

        var response = await asking;
        response!.Status.Should().Be(200);
        response.Headers.Get("Allow").Should().Be("INVITE, ACK, BYE, CANCEL, NOTIFY, OPTIONS");
    }
}
