using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>Keeps the policies in step with their folder, and says in the log and the audit log what has come into force and what was refused.</summary>
internal sealed class PolicyWatch(PolicyStore policies, IAuditTrail audit, TimeProvider time, ILogger<PolicyWatch> log)
{
    /// <summary>How often the folder is looked at; a change is in force after it has stood still for one more look.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Says what was found at the start.</summary>
    public async Task RecordStartAsync(CancellationToken cancellationToken)
    {
        foreach (var file in policies.Files)
        {
            var kind = file.Errors.IsEmpty ? PolicyChangeKind.Loaded : PolicyChangeKind.Refused;
            await RecordAsync(new PolicyChange(kind, file), cancellationToken);
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => policies.WatchAsync(Interval, time, RecordAsync, cancellationToken);

    private async Task RecordAsync(PolicyChange change, CancellationToken cancellationToken)
    {
        var state = change.State;
        Write(change.Kind, state);
        AuditEvent recorded = change.Kind switch
        {
            PolicyChangeKind.Loaded => new PolicyLoaded(),
            PolicyChangeKind.Removed => new PolicyRemoved(),
            _ => new PolicyRefused(state.Errors.Length),
        };
        try
        {
            await audit.AppendAsync(recorded with { Tenant = state.Tenant, PolicyRevision = state.Revision }, cancellationToken);
        }
        catch (AuditUnavailableException)
        {
            Log.AuditUnavailable(log); // no call gets through either, while that is so
        }
    }

    private void Write(PolicyChangeKind kind, PolicyFileState state)
    {
        switch (kind)
        {
            case PolicyChangeKind.Loaded:
                Log.PolicyLoaded(log, state.File, state.Tenant, state.Revision);
                break;

            case PolicyChangeKind.Removed:
                Log.PolicyRemoved(log, state.File, state.Tenant);
                break;

            default:
                foreach (var error in state.Errors)
                {
                    Log.PolicyError(log, state.File, error.Line, error.Words);
                }

                Log.PolicyRefused(log, state.File, state.Revision ?? "none");
                break;
        }
    }
}
