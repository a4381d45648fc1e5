using System.Collections.Concurrent;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>What a call that cannot be set up took is given back, whatever it was that failed.</summary>
public sealed class MediaPlaneTests
{
    public static readonly TheoryData<string, TenantPolicy, MediaRefusalReason> Broken = new()
    {
        { "a recognizer that is no pattern", Policy with { Recognizers = [new CustomRecognizer { Name = "broken", Pattern = "(canary" }] }, MediaRefusalReason.InternalError },
        { "an apology that is not there", Policy with { Failover = new FailoverPolicy { ApologyFile = "/canary/none.wav" } }, MediaRefusalReason.InternalError },
        { "a tenant that the audit log does not take", Policy with { Tenant = "No Tenant's Name: canary" }, MediaRefusalReason.InternalError },
        { "a voice AI that is not there", Policy with { Agent = Policy.Agent with { Url = new Uri("ws://127.0.0.1:1/canary") } }, MediaRefusalReason.AgentUnavailable },
    };

    private static TenantPolicy Policy => new()
    {
        Tenant = "clinic",
        Revision = "0123456789ab",
        Called = [],
        Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1/"), Model = "gpt-realtime" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task A_call_that_cannot_be_set_up_is_refused_and_leaves_nothing_behind(string label, TenantPolicy broken, MediaRefusalReason reason)
    {
        var written = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCollector(written)));
        await using var call = await MediaPlaneFixture.StartAsync(loggers: loggers);
        var whole = call.Policy;
        call.Policy = broken with { Agent = broken.Agent.Url.AbsolutePath == "/" ? whole.Agent : broken.Agent };
        await using var caller = new LoopbackCaller();

        var reply = await call.OfferAsync(caller);

        reply.Should().BeOfType<MediaRefused>(label).Which.Reason.Should().Be(reason);
        call.Plane.ActiveSessions.Should().Be(0);
        call.Ports.Lent.Should().Be(0);
        Count("is open").Should().Be(Count("has ended"), "a session with the AI that was opened is closed");
        written.Should().NotContain(line => line.Contains("canary", StringComparison.OrdinalIgnoreCase));

        call.Policy = whole;
        (await call.OfferAsync(caller)).Should().BeOfType<MediaAccepted>();

        int Count(string words) => written.Count(line => line.Contains(words, StringComparison.Ordinal));
    }
}
