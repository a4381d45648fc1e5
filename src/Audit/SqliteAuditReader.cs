using System.Text;
using Microsoft.Data.Sqlite;

namespace CompliantVoiceProxy.Audit;

/// <summary>Reads an audit log's file, while the proxy writes to it or not. Changes nothing.</summary>
public sealed class SqliteAuditReader : IDisposable
{
    private const int Page = 500;
    private readonly SqliteConnection _connection;

    private SqliteAuditReader(SqliteConnection connection) => _connection = connection;

    /// <exception cref="AuditUnavailableException">There is no such file, or it is no audit log.</exception>
    public static SqliteAuditReader Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            if (connection.ReadNumber("PRAGMA application_id") != SqliteAuditStore.ApplicationId)
            {
                throw new AuditUnavailableException($"{path} is no audit log.");
            }

            return new SqliteAuditReader(connection);
        }
        catch (Exception failure) when (failure is SqliteException or AuditUnavailableException)
        {
            connection.Dispose();
            throw failure as AuditUnavailableException ?? new AuditUnavailableException($"{path} cannot be read as an audit log.", failure);
        }
    }

    /// <summary>Streams the records in order of their sequence, in memory for one page of them. Nothing is verified: <see cref="AuditVerifier"/> does that.</summary>
    public IEnumerable<AuditRecord> Read(AuditRange range) =>
        Rows(range).Select(row => new AuditRecord(
            row.Sequence, AuditChain.TimeOf(row.Microseconds), AuditChain.PreviousOf(row.Json), row.Hash, Guid.TryParse(row.Call, out var call) ? call : null, row.Json));

    public void Dispose() => _connection.Dispose();

    internal IEnumerable<StoredRecord> Rows(AuditRange range)
    {
        for (var next = range.FromSequence; ;)
        {
            var page = ReadPage(range, next);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            next = page[^1].Sequence + 1;
        }
    }

    internal long LastSequence() => _connection.ReadNumber("SELECT max(sequence) FROM record");

    private List<StoredRecord> ReadPage(AuditRange range, long fromSequence)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = """
            SELECT sequence, time, call, hash, json FROM record
            WHERE sequence >= $sequence AND time >= $from AND time < $to AND ($call IS NULL OR call = $call)
            ORDER BY sequence LIMIT $page
            """;
        command.Parameters.AddWithValue("$sequence", fromSequence);
        command.Parameters.AddWithValue("$from", range.From is { } from ? AuditChain.MicrosecondsOf(from) : long.MinValue);
        command.Parameters.AddWithValue("$to", range.To is { } to ? AuditChain.MicrosecondsOf(to) : long.MaxValue);
        command.Parameters.AddWithValue("$call", (object?)range.CallId?.ToString() ?? DBNull.Value);
        command.Parameters.AddWithValue("$page", Page);
        using var reader = command.ExecuteReader();
        var page = new List<StoredRecord>(Page);
        while (reader.Read())
        {
            page.Add(new StoredRecord(
                reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), Encoding.UTF8.GetBytes(reader.GetString(4))));
        }

        return page;
    }
}
