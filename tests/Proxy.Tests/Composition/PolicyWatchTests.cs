using System.Collections.Concurrent;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Composition;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Tests.Composition;

public sealed class PolicyWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-watch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_in_force_and_what_was_refused_is_recorded_at_the_start()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "bad.yaml"), "tenant: [", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "clinic.yaml"), "tenant: clinic\nmatch: { called: [clinic@*] }\nagent: { url: ws://127.0.0.1:9100/, model: m }\n", TestContext.Current.CancellationToken);
        var policies = new PolicyStore(_folder);
        policies.Load();
        var trail = new ListTrail();

        await new PolicyWatch(policies, trail, TimeProvider.System, NullLogger<PolicyWatch>.Instance).RecordStartAsync(TestContext.Current.CancellationToken);

        trail.Events.Should().Equal(
            new PolicyRefused(1),
            new PolicyLoaded { Tenant = "clinic", PolicyRevision = policies.Policies[0].Revision });
    }

    [Fact]
    public async Task A_log_that_takes_no_records_does_not_stop_the_watch()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "bad.yaml"), "tenant: [", TestContext.Current.CancellationToken);
        var policies = new PolicyStore(_folder);
        policies.Load();

        var record = () => new PolicyWatch(policies, new DeadTrail(), TimeProvider.System, NullLogger<PolicyWatch>.Instance).RecordStartAsync(CancellationToken.None);

        await record.Should().NotThrowAsync();
    }

    private sealed class ListTrail : IAuditTrail
    {
        public ConcurrentQueue<AuditEvent> Events { get; } = [];

        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
        {
            Events.Enqueue(auditEvent);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class DeadTrail : IAuditTrail
    {
        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken) => throw new AuditUnavailableException("full");
    }
}
