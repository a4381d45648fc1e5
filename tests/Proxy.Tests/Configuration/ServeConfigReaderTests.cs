using System.Net;
using System.Text;
using CompliantVoiceProxy.Proxy.Configuration;

namespace CompliantVoiceProxy.Proxy.Tests.Configuration;

public sealed class ServeConfigReaderTests
{
    [Fact]
    public void Everything_can_be_written()
    {
        Read("""
            sip: { listen: ["udp:0.0.0.0:5060", "udp:[::1]:5061"], advertise: proxy.example }
            media: { address: 10.0.0.5, ports: 30000-30099, rtp-timeout: 1m }
            policies: ./tenants
            default-tenant: clinic
            audit: { store: "sqlite:/var/lib/cvp/audit.db" }
            admin: { listen: "http://[::1]:8081" }
            speech: { model: tiny, workers: 4 }
            limits: { calls: 8, drain: 5m }
            """).Config.Should().BeEquivalentTo(new ServeConfig
        {
            SipListen = [new(IPAddress.Any, 5060), new(IPAddress.IPv6Loopback, 5061)],
            SipAdvertise = "proxy.example",
            MediaAddress = IPAddress.Parse("10.0.0.5"),
            MediaPorts = new PortRange(30000, 30099),
            RtpTimeout = TimeSpan.FromMinutes(1),
            PoliciesFolder = "/etc/cvp/./tenants",
            DefaultTenant = "clinic",
            AuditStorePath = "/var/lib/cvp/audit.db",
            AdminListen = new(IPAddress.IPv6Loopback, 8081),
            SpeechModel = SpeechModel.Tiny,
            SpeechWorkers = 4,
            MaximumCalls = 8,
            DrainTime = TimeSpan.FromMinutes(5),
        });
    }

    [Fact]
    public void The_example_of_the_documentation_says_what_holds_anyway()
    {
        var written = Read("""
            sip: { listen: ["udp:127.0.0.1:5060"] }
            media: { address: 127.0.0.1, ports: 20000-20999 }
            policies: ./policies
            audit: { store: "sqlite:./audit/audit.db" }
            admin: { listen: "http://127.0.0.1:8080" }
            """).Config!;

        written.Should().BeEquivalentTo(new ServeConfig { PoliciesFolder = written.PoliciesFolder, AuditStorePath = written.AuditStorePath });
        written.PoliciesFolder.Should().Be("/etc/cvp/./policies");
        written.AuditStorePath.Should().Be("/etc/cvp/./audit/audit.db");
    }

    [Fact]
    public void Every_error_is_found_with_its_line()
    {
        Read("""
            sip:
              listen: ["tcp:127.0.0.1:5060", "udp:127.0.0.1", "udp:0.0.0.0:5060"]
            media:
              address: 0.0.0.0
              ports: 20001-20002
            audit: { store: "postgres:x" }
            admin:
              listen: http://10.0.0.1:8080
            speech: { model: large }
            limits: { calls: 0 }
            tls: {}
            """).Errors.Select(error => $"{error.Line}: {error.Words}").Should().Equal(
            "2: sip.listen has 'tcp:127.0.0.1:5060', but is written udp:ADDRESS:PORT, such as udp:127.0.0.1:5060",
            "2: sip.listen has 'udp:127.0.0.1', but is written udp:ADDRESS:PORT, such as udp:127.0.0.1:5060",
            "2: sip.listen has 'udp:0.0.0.0:5060', which is every address of this machine: say in sip.advertise which host peers shall be told",
            "4: media.address must be one address, as callers are told to send to it",
            "5: media.ports is '20001-20002', but must be a range such as 20000-20999, of two ports or more above 1023",
            "6: audit.store is 'postgres:x', but is written sqlite:PATH, such as sqlite:./audit/audit.db",
            "8: admin.listen must be this machine's loopback, as what is served there asks for no password",
            "9: speech.model is 'large', but must be one of: base, tiny",
            "10: limits.calls is 0, but must be in the range 1 to 10000",
            "11: unknown key 'tls'; known here: sip, media, policies, default-tenant, audit, admin, handoffs, speech, monitor, limits");
    }

    [Theory]
    [InlineData("20000-20999", true)]
    [InlineData("20001-20003", true)]
    [InlineData("20000-20001", true)]
    [InlineData("20001-20002", false)]
    [InlineData("20000-20000", false)]
    [InlineData("80-90", false)]
    [InlineData("20000", false)]
    [InlineData("20000-", false)]
    [InlineData("20999-20000", false)]
    [InlineData("60000-70000", false)]
    public void Media_ports_are_a_range_with_a_pair_in_it(string text, bool isRange) => PortRange.TryParse(text, out _).Should().Be(isRange);

    [Fact]
    public void A_file_that_is_not_there_is_an_error_and_no_exception() =>
        ServeConfigReader.ReadFile("/nowhere/cvp.yaml").Errors.Should().ContainSingle();

    private static ServeConfigReading Read(string yaml) => ServeConfigReader.Read(Encoding.UTF8.GetBytes(yaml), "/etc/cvp");
}
