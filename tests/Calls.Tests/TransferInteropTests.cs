using System.Net;
using System.Net.Sockets;
using System.Text;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Tests;
using CompliantVoiceProxy.Sip.UserAgents;
using Phone = CompliantVoiceProxy.Sip.Tests.Baresip;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Transfers with carriers and telephones that are not ours.</summary>
public sealed class TransferInteropTests
{
    private const int Calls = 20;
    private const string Session = "v=0\r\no=- 5 5 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 50000 RTP/AVP 0\r\n";

    [Fact]
    public async Task SIPp_follows_REFER()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        await using var clinic = Clinic.Open(ways: "refer");
        var wishes = WantAsync(clinic, Calls);

        var (exitCode, output) = await CarryAsync(clinic, SippCarriers.Follows);

        exitCode.Should().Be(0, output);
        await wishes;
        await NothingIsLeftAsync(clinic, TransferWay.Refer);
    }

    [Fact]
    public async Task SIPp_declines_REFER_and_is_joined_with_another_SIPp_by_reINVITE()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        var port = FreePort();
        await using var clinic = Clinic.Open(ways: "refer, direct", colleaguePort: port);
        var colleague = Sipp.RunAsync(Clinic.Soon, "-sn", "uas", "-p", $"{port}", "-m", $"{Calls}");
        var wishes = WantAsync(clinic, Calls);

        var (exitCode, output) = await CarryAsync(clinic, SippCarriers.Declines);

        exitCode.Should().Be(0, output);
        await wishes;
        (exitCode, output) = await colleague;
        exitCode.Should().Be(0, output);
        await NothingIsLeftAsync(clinic, TransferWay.Direct);
    }

    [Fact]
    public async Task Baresip_as_the_callers_telephone_follows_REFER_to_the_colleague()
    {
        Assert.SkipUnless(Baresip.IsHere, Baresip.Missing);
        await using var clinic = Clinic.Open(ways: "refer");
        var call = Baresip.CallAsync($"sip:clinic@127.0.0.1:{clinic.Port}", seconds: 4, Clinic.Soon);
        await WantAsync(clinic, 1);

        var invite = await Clinic.NextAsync<InviteReceived>(clinic.Colleague);
        invite.Invite.Headers.Get("User-to-User").Should().BeNull("there is no token in this test, and baresip passes none on");
        clinic.Colleague.Respond(invite.Request, new SipReply(200) { ContentType = "application/sdp", Body = Encoding.ASCII.GetBytes(Session) });
        await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);

        await NothingIsLeftAsync(clinic, TransferWay.Refer, 1);
        await call;
    }

    [Theory]
    [InlineData("direct", TransferWay.Direct)]
    [InlineData("anchor", TransferWay.Anchor)]
    public async Task Baresip_as_caller_and_another_one_as_colleague_are_joined_and_the_callers_goodbye_ends_both(string ways, TransferWay way)
    {
        Assert.SkipUnless(Baresip.IsHere, Baresip.Missing);
        await using var phone = Phone.Start();
        await using var clinic = Clinic.Open(ways: ways, colleaguePort: phone.Port);
        var call = Baresip.CallAsync($"sip:clinic@127.0.0.1:{clinic.Port}", seconds: 4, Clinic.Soon);
        await WantAsync(clinic, 1);

        (await clinic.Audit.WaitForAsync<TransferSucceeded>(Clinic.Soon)).Way.Should().Be(AuditLabel.Of(way));
        clinic.Server.ActiveCalls.Should().Be(1);
        await call;
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.CallerHungUp));
        await NothingIsLeftAsync(clinic, way, 1);
    }

    private static async Task<(int ExitCode, string Output)> CarryAsync(Clinic clinic, string scenario)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, scenario, Clinic.Soon);
        var result = await Sipp.RunAsync(Clinic.Soon, "-sf", file, $"127.0.0.1:{clinic.Port}", "-m", $"{Calls}", "-r", "20");
        File.Delete(file);
        return result;
    }

    /// <summary>In each call, as soon as it talks, the voice AI asks for a colleague.</summary>
    private static async Task WantAsync(Clinic clinic, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            clinic.Media.Signal(new MediaControl.TransferWanted(await clinic.Media.Started.Reader.ReadAsync(Clinic.Soon), "billing", null));
        }
    }

    private static async Task NothingIsLeftAsync(Clinic clinic, TransferWay way, int calls = Calls)
    {
        await TransferTests.UntilAsync(() => Task.FromResult(clinic.Server.ActiveCalls == 0));
        await TransferTests.UntilAsync(async () => await clinic.Sip.CountLivingAsync(Clinic.Soon) is { Legs: 0, Dialogs: 0, Requests: 0 });
        clinic.Server.Counters[way, TransferOutcome.Succeeded].Should().Be(calls);
        clinic.Server.Counters.Faults.Should().Be(0);
        clinic.Sip.Counters[SipCounter.Faults].Should().Be(0);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
