using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>No audit log: for recordings, of which nothing leaves this process to anybody else.</summary>
internal sealed class NoTrail : IAuditTrail
{
    public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
