using System.Net;
using System.Net.Sockets;
using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>SIPp on both sides of this endpoint.</summary>
public sealed class SippTests
{
    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token;

    private static SipEndpoint StartEndpoint() =>
        SipEndpoint.Start(new SipEndpointOptions { Listen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))] }, TimeProvider.System);

    [Fact]
    public async Task SIPp_calls_a_small_called_side_built_from_this_endpoint()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        const int Calls = 50;
        await using var endpoint = StartEndpoint();
        var serving = ServeAsync(endpoint, Calls);

        var (exitCode, output) = await Sipp.RunAsync(
            Soon, "-sn", "uac", $"127.0.0.1:{endpoint.LocalEndPoints[0].Port}", "-m", $"{Calls}", "-r", "50", "-d", "100");

        exitCode.Should().Be(0, output);
        (await serving).Should().Be(Calls);
        endpoint.Counters[SipCounter.Faults].Should().Be(0);
        endpoint.Counters[SipCounter.MalformedIgnored].Should().Be(0);
    }

    [Fact]
    public async Task A_small_calling_side_built_from_this_endpoint_calls_SIPp()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        const int Calls = 20;
        await using var endpoint = StartEndpoint();
        var port = FreePort();
        var sipp = Sipp.RunAsync(Soon, "-sn", "uas", "-p", $"{port}", "-m", $"{Calls}");
        var target = SipUri.Create("service", "127.0.0.1", port);
        for (var call = 0; call < Calls; call++) // where SIPp is not up yet, the INVITE is resent
        {
            await endpoint.InviteAsync(new SipCallRequest { Target = target, Body = Encoding.ASCII.GetBytes("v=0\r\n") }, Soon);
        }

        var reasons = new List<SipLegEndReason>();
        while (reasons.Count < Calls)
        {
            switch (await endpoint.Events.ReadAsync(Soon))
            {
                case LegAnswered answered:
                    endpoint.HangUp(answered.Leg);
                    break;

                case LegEnded ended:
                    reasons.Add(ended.Reason);
                    break;
            }
        }

        reasons.Should().OnlyContain(reason => reason == SipLegEndReason.LocalBye);
        var (exitCode, output) = await sipp;
        exitCode.Should().Be(0, output);
    }

    [Fact]
    public async Task SIPp_calls_without_an_offer_holds_and_is_declined_a_transfer()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        const int Calls = 20;
        await using var endpoint = StartEndpoint();
        var serving = ServeAsync(endpoint, Calls);
        var scenario = Path.GetTempFileName();
        await File.WriteAllTextAsync(scenario, SippScenarios.DelayedOfferHoldAndRefer, Soon);

        var (exitCode, output) = await Sipp.RunAsync(Soon, "-sf", scenario, $"127.0.0.1:{endpoint.LocalEndPoints[0].Port}", "-m", $"{Calls}", "-r", "50");

        File.Delete(scenario);
        exitCode.Should().Be(0, output);
        (await serving).Should().Be(Calls);
        (await endpoint.CountLivingAsync(Soon)).Should().Match<(int Transactions, int Legs, int Dialogs, int Requests)>(living => living.Legs == 0 && living.Dialogs == 0);
        endpoint.Counters[SipCounter.Faults].Should().Be(0);
    }

    private static async Task<int> ServeAsync(SipEndpoint endpoint, int calls)
    {
        var ended = 0;
        while (ended < calls)
        {
            switch (await endpoint.Events.ReadAsync(Soon))
            {
                case InviteReceived invite:
                    endpoint.Respond(invite.Request, new SipReply(180));
                    endpoint.Respond(invite.Request, new SipReply(200) { ContentType = "application/sdp", Body = invite.Invite.Body.IsEmpty ? "v=0"u8.ToArray() : invite.Invite.Body });
                    break;

                case ReinviteReceived again:
                    endpoint.Respond(again.Request, new SipReply(200) { ContentType = "application/sdp", Body = again.Invite.Body });
                    break;

                case LegEnded:
                    ended++;
                    break;
            }
        }

        return ended;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
