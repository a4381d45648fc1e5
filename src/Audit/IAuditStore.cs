namespace CompliantVoiceProxy.Audit;

/// <summary>Keeps the chain on disk. Takes records, and never changes or gives up one.</summary>
/// <remarks>Blocks while the disk works; one thread at a time.</remarks>
public interface IAuditStore : IDisposable
{
    /// <summary>Chains the entries to the last record and makes all of them durable, or none.</summary>
    /// <returns>The chain's new head.</returns>
    /// <exception cref="AuditUnavailableException">They are not durable. A later call may succeed.</exception>
    AuditHead Append(IReadOnlyList<AuditEntry> entries);
}
