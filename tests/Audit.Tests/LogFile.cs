using Microsoft.Data.Sqlite;

namespace CompliantVoiceProxy.Audit.Tests;

/// <summary>An audit log in a folder of its own, and an intruder's ways to change it.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-audit-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "audit.db");

    public AuditAnchor Anchor => AuditAnchor.BesideStore(Path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Appends events as one batch, a second apart.</summary>
    public AuditHead Append(params AuditEvent[] events)
    {
        using var store = SqliteAuditStore.Open(Path);
        var start = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        return store.Append([.. events.Select((auditEvent, at) => new AuditEntry(start.AddSeconds(at), auditEvent))]);
    }

    public AuditHead AppendTurns(int count) => Append([.. Enumerable.Range(1, count).Select(turn => new TurnCommitted(turn))]);

    public AuditVerification Verify(AuditHead? anchor = null)
    {
        using var reader = SqliteAuditReader.Open(Path);
        return AuditVerifier.Verify(reader, anchor, CancellationToken.None);
    }

    /// <summary>What somebody with write access to the file can do: the triggers do not stop one who drops them.</summary>
    public void Tamper(string sql)
    {
        Execute($"DROP TRIGGER record_is_never_changed; DROP TRIGGER record_is_never_deleted; {sql}");
    }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<AuditRecord> Records(AuditRange? range = null)
    {
        using var reader = SqliteAuditReader.Open(Path);
        return [.. reader.Read(range ?? new AuditRange())];
    }
}
