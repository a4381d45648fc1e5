using System.Net;
using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Transfers with a telephone that we did not write.</summary>
public sealed class BaresipTests
{
    private static readonly byte[] Sdp = Encoding.ASCII.GetBytes(
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n");

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static SipEndpoint StartEndpoint() =>
        SipEndpoint.Start(new SipEndpointOptions { Listen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))] }, TimeProvider.System);

    private static SipReply Answer => new(200) { ContentType = "application/sdp", Body = Sdp };

    [Theory]
    [InlineData(200, SipReferOutcome.Succeeded)]
    [InlineData(486, SipReferOutcome.Failed)]
    public async Task A_blind_transfer_ends_as_the_queue_answers(int status, SipReferOutcome outcome)
    {
        Assert.SkipUnless(Baresip.IsHere, Baresip.Missing);
        await using var clinic = StartEndpoint();
        await using var queue = StartEndpoint();
        await using var phone = Baresip.Start();
        var leg = await clinic.InviteAsync(new SipCallRequest { Target = SipUri.Create("phone", "127.0.0.1", phone.Port), Body = Sdp }, Soon);
        await UntilAsync<LegAnswered>(clinic);

        clinic.Refer(leg, new SipReferral { Target = SipUri.Create("queue", "127.0.0.1", queue.LocalEndPoints[0].Port) });
        var invite = await UntilAsync<InviteReceived>(queue);
        queue.Respond(invite.Request, status < 300 ? Answer : new SipReply(status));

        (await UntilAsync<ReferEnded>(clinic)).Should().Be(new ReferEnded(leg, outcome, status));
        clinic.HangUp(leg);
        (await UntilAsync<LegEnded>(clinic)).Reason.Should().BeOneOf(SipLegEndReason.LocalBye, SipLegEndReason.RemoteBye);
        if (status < 300)
        {
            (await UntilAsync<LegConfirmed>(queue)).Leg.Should().Be(invite.Leg, "the phone now talks to the queue");
            queue.HangUp(invite.Leg);
            await UntilAsync<LegEnded>(queue);
        }
    }

    [Fact]
    public async Task Two_phones_are_joined_without_us()
    {
        Assert.SkipUnless(Baresip.IsHere, Baresip.Missing);
        await using var proxy = StartEndpoint();
        await using var caller = Baresip.Start();
        await using var agent = Baresip.Start();
        var callerLeg = await proxy.InviteAsync(new SipCallRequest { Target = SipUri.Create("phone", "127.0.0.1", caller.Port), Body = Sdp }, Soon);
        await UntilAsync<LegAnswered>(proxy);

        var agentLeg = await proxy.InviteAsync(new SipCallRequest { Target = SipUri.Create("phone", "127.0.0.1", agent.Port) }, Soon);
        var offered = await UntilAsync<LegOffered>(proxy);
        offered.Leg.Should().Be(agentLeg);
        proxy.Reinvite(callerLeg, "application/sdp", offered.Response.Body);
        var answered = await UntilAsync<LegAnswered>(proxy);
        answered.Leg.Should().Be(callerLeg);
        proxy.Acknowledge(agentLeg, "application/sdp", answered.Response.Body);

        proxy.HangUp(callerLeg);
        proxy.HangUp(agentLeg);
        (await UntilAsync<LegEnded>(proxy)).Reason.Should().Be(SipLegEndReason.LocalBye);
        (await UntilAsync<LegEnded>(proxy)).Reason.Should().Be(SipLegEndReason.LocalBye);
    }

    private static async Task<T> UntilAsync<T>(SipEndpoint endpoint)
        where T : SipEvent
    {
        while (true)
        {
            var happened = await endpoint.Events.ReadAsync(Soon);
            if (happened is T wanted)
            {
                return wanted;
            }

            happened.Should().NotBeOfType<LegEnded>("not before {0}", typeof(T).Name);
        }
    }
}
