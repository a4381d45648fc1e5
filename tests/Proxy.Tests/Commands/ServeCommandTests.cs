using System.Net;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

[Collection(CommandRun.Collection)]
public sealed partial class ServeCommandTests : IDisposable
{
    private const string Config = """
        sip: { listen: ["udp:127.0.0.1:0"] }
        media: { ports: 29000-29019 }
        admin: { listen: "http://127.0.0.1:0" }
        speech: { model: tiny, workers: 1 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-serve-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_serves_with_a_voice_AI_follows_its_policies_and_ends_in_good_order()
    {
        var cancellation = TestContext.Current.CancellationToken;
        SkipWithoutModels();
        await using var agent = await RealtimeServer.StartAsync(new RealtimeServerOptions(), cancellation);
        Write("cvp.yaml", Config);
        Write("policies/clinic.yaml", Policy(agent.Url, "clinic@*"));
        using var proxy = await ServedProxy.StartAsync(_folder, cancellation);

        await proxy.ReadUntilAsync(Reachable(), cancellation);
        (await proxy.ReadyAsync(cancellation)).Status.Should().Be(HttpStatusCode.OK);

        Write("policies/clinic.yaml", "tenant: [");
        (await proxy.ReadUntilAsync(Refused(), cancellation)).Groups["revision"].Value.Should().HaveLength(12);
        (await proxy.ReadyAsync(cancellation)).Status.Should().Be(HttpStatusCode.OK, "the last good revision stays in force");

        Write("policies/clinic.yaml", Policy(agent.Url, "desk@*"));
        await proxy.ReadUntilAsync(InForce(), cancellation);

        (await proxy.TerminateAsync(cancellation)).Should().Be(0);
        Recorded().Should().Equal("log-opened", "policy-loaded", "policy-refused", "policy-loaded", "log-closed");
    }

    [Fact]
    public async Task Without_a_voice_AI_it_is_live_but_not_ready()
    {
        var cancellation = TestContext.Current.CancellationToken;
        SkipWithoutModels();
        Write("cvp.yaml", Config);
        Write("policies/clinic.yaml", Policy(new Uri("ws://127.0.0.1:9/"), "clinic@*"));
        using var proxy = await ServedProxy.StartAsync(_folder, cancellation);

        var (status, faults) = await proxy.ReadyAsync(cancellation);

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        faults.Should().Equal("NoAgentReachable");
    }

    [Theory]
    [InlineData("a wrong configuration", "sip: { listen: 5060 }", 2)]
    [InlineData("no folder of policies", "policies: ./nowhere\nadmin: { listen: \"http://127.0.0.1:0\" }", 1)]
    public async Task What_it_cannot_start_with_is_said(string what, string config, int code)
    {
        var file = Write("cvp.yaml", config);

        var (found, _, errors) = await CommandRun.RunAsync("serve", "--config", file);

        found.Should().Be(code, what);
        errors.Should().NotBeEmpty();
    }

    private static void SkipWithoutModels() =>
        Assert.SkipUnless(ModelAssets.FromEnvironment().Missing().Count == 0, "the speech models are missing; ./cvp test brings them");

    private static string Policy(Uri agent, string called) =>
        $"tenant: clinic\nmatch: {{ called: [\"{called}\"] }}\nagent: {{ url: {agent}, model: gpt-realtime }}\n";

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private IEnumerable<string?> Recorded()
    {
        var path = Path.Combine(_folder, "audit/audit.db");
        using var reader = SqliteAuditReader.Open(path);
        AuditVerifier.Verify(reader, AuditAnchor.BesideStore(path).Read(), CancellationToken.None).IsWhole.Should().BeTrue();
        return [.. reader.Read(new AuditRange()).Select(record => record.ReadEvent().GetProperty("type").GetString())];
    }

    [GeneratedRegex("Tenant clinic: the voice AI can be reached", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reachable();

    [GeneratedRegex("clinic.yaml is refused; in force stays revision (?<revision>[0-9a-f]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refused();

    [GeneratedRegex("clinic.yaml: tenant clinic, revision [0-9a-f]+ is in force", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InForce();
}
