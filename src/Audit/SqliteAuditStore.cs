using System.Text;
using Microsoft.Data.Sqlite;

namespace CompliantVoiceProxy.Audit;

/// <summary>The audit log in one SQLite file: write-ahead log, flushed at every commit, with triggers that refuse to change or delete a record.</summary>
/// <remarks>
/// The head is read again inside every transaction, so that several processes can append to one file (the proxy, and a command that records its own
/// reading) without forking the chain. After any failure the file is opened afresh.
/// </remarks>
public sealed class SqliteAuditStore : IAuditStore
{
    internal const int ApplicationId = 0x43565041; // "CVPA"
    private const int SchemaVersion = 1;
    private const string Schema = $"""
        CREATE TABLE record (
            sequence INTEGER PRIMARY KEY,
            time     INTEGER NOT NULL, -- microseconds since 1970, UTC: a copy of what json says, for looking up
            call     TEXT,             -- likewise
            hash     TEXT NOT NULL,    -- SHA-256 of json
            json     TEXT NOT NULL
        ) STRICT;
        CREATE INDEX record_time ON record (time);
        CREATE INDEX record_call ON record (call) WHERE call IS NOT NULL;
        CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;
        CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'audit records are never deleted'); END;
        """;

    private readonly string _path;
    private SqliteConnection? _connection;
    private SqliteCommand? _insert;
    private AuditHead _lastSeen = AuditHead.Empty;

    private SqliteAuditStore(string path) => _path = path;

    /// <summary>The most pages of 4,096 bytes that the file may grow to; null when only the disk bounds it. Takes effect at the next append.</summary>
    public long? MaximumPages { get; set; }

    /// <summary>Opens the file, or makes it with its folder, readable by its owner alone.</summary>
    /// <exception cref="AuditUnavailableException">It cannot be opened, or is no audit log of this version.</exception>
    public static SqliteAuditStore Open(string path)
    {
        var store = new SqliteAuditStore(path);
        store.Guard(() => _ = store.Connection);
        return store;
    }

    public AuditHead Append(IReadOnlyList<AuditEntry> entries) => Guard(() =>
    {
        var connection = Connection;
        connection.Run($"PRAGMA max_page_count = {MaximumPages ?? uint.MaxValue - 1L}");
        using var transaction = connection.BeginTransaction(deferred: false);
        var head = ReadHead(connection);
        RefuseChangedPast(connection, head);
        foreach (var entry in entries)
        {
            var record = AuditChain.Link(head, entry);
            Insert(transaction, record);
            head = record.Head;
        }

        transaction.Commit();
        return _lastSeen = head;
    });

    public void Dispose() => Close();

    private SqliteConnection Connection => _connection ??= OpenConnection();

    private SqliteConnection OpenConnection()
    {
        CreateFile();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 1000;");
            using var transaction = connection.BeginTransaction(deferred: false);
            Prepare(connection);
            transaction.Commit();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CreateFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        using var file = new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    private void Prepare(SqliteConnection connection)
    {
        var (application, version) = (connection.ReadNumber("PRAGMA application_id"), connection.ReadNumber("PRAGMA user_version"));
        if ((application, version) == (0, 0) && connection.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0)
        {
            connection.Run($"{Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion};");
        }
        else if ((application, version) != (ApplicationId, SchemaVersion))
        {
            throw new AuditUnavailableException($"{_path} is no audit log of version {SchemaVersion}; name another file in audit.store.");
        }
    }

    private static AuditHead ReadHead(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM record ORDER BY sequence DESC LIMIT 1";
        using var row = command.ExecuteReader();
        return row.Read() ? new AuditHead(row.GetInt64(0), row.GetString(1)) : AuditHead.Empty;
    }

    /// <summary>A chain whose last known record is not there any more is not built upon.</summary>
    private void RefuseChangedPast(SqliteConnection connection, AuditHead head)
    {
        if (_lastSeen.Sequence == 0 || head == _lastSeen)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hash FROM record WHERE sequence = $sequence";
        command.Parameters.AddWithValue("$sequence", _lastSeen.Sequence);
        if (command.ExecuteScalar() as string != _lastSeen.Hash)
        {
            throw new AuditUnavailableException(
                $"{_path} was changed by somebody else: record {_lastSeen.Sequence} is not what was written. Keep the file as evidence and name another one in audit.store.");
        }
    }

    private void Insert(SqliteTransaction transaction, AuditRecord record)
    {
        _insert ??= PrepareInsert(transaction.Connection!);
        _insert.Transaction = transaction;
        _insert.Parameters["$sequence"].Value = record.Sequence;
        _insert.Parameters["$time"].Value = AuditChain.MicrosecondsOf(record.Time);
        _insert.Parameters["$call"].Value = record.CallId is { } call ? call.ToString() : DBNull.Value;
        _insert.Parameters["$hash"].Value = record.Hash;
        _insert.Parameters["$json"].Value = Encoding.UTF8.GetString(record.Json.Span);
        _insert.ExecuteNonQuery();
    }

    private static SqliteCommand PrepareInsert(SqliteConnection connection)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO record (sequence, time, call, hash, json) VALUES ($sequence, $time, $call, $hash, $json)";
        insert.Parameters.Add("$sequence", SqliteType.Integer);
        insert.Parameters.Add("$time", SqliteType.Integer);
        insert.Parameters.Add("$call", SqliteType.Text);
        insert.Parameters.Add("$hash", SqliteType.Text);
        insert.Parameters.Add("$json", SqliteType.Text);
        return insert;
    }

    /// <summary>Runs a piece of work; when it fails, closes the file and says why in the house's own words.</summary>
    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException or AuditUnavailableException)
        {
            Close();
            throw failure as AuditUnavailableException ?? new AuditUnavailableException($"{_path}: {WordsFor(failure)}", failure);
        }
    }

    /// <summary>https://sqlite.org/rescode.html</summary>
    private static string WordsFor(Exception failure) => (failure as SqliteException)?.SqliteErrorCode switch
    {
        5 or 6 => "another process holds the audit log",
        8 => "the audit log cannot be written: it is read-only",
        10 => "the disk failed under the audit log",
        11 or 26 => "the audit log's file is damaged or no database",
        13 => "the audit log is full: its disk, or its greatest size",
        14 => "the audit log cannot be opened",
        _ => "the audit log cannot be written",
    };

    private void Close()
    {
        _insert?.Dispose();
        _connection?.Dispose();
        (_insert, _connection) = (null, null);
    }
}
