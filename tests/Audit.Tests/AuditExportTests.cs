using System.Text;
using System.Text.Json;

namespace CompliantVoiceProxy.Audit.Tests;

[Collection(nameof(Alone))]
public sealed class AuditExportTests : IDisposable
{
    private readonly LogFile _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_line_of_JSON_holds_the_hash_and_the_very_bytes_that_were_hashed()
    {
        _log.AppendTurns(3);

        var lines = await ExportAsync(AuditExportFormat.Jsonl);

        lines.Should().HaveCount(3);
        foreach (var line in lines)
        {
            using var exported = JsonDocument.Parse(line);
            var record = exported.RootElement.GetProperty("record").GetRawText();
            AuditChain.HashOf(Encoding.UTF8.GetBytes(record)).Should().Be(exported.RootElement.GetProperty("hash").GetString());
        }
    }

    [Fact]
    public async Task A_line_of_CSV_quotes_the_event()
    {
        var call = Guid.NewGuid();
        _log.Append(new TurnCommitted(7) { CallId = call, Tenant = "clinic", PolicyRevision = "0123456789ab" });
        var record = _log.Records().Single();

        var lines = await ExportAsync(AuditExportFormat.Csv);

        lines[0].Should().Be("sequence,time,type,tenant,call,policy-revision,event,previous,hash\r");
        lines[1].Should().StartWith($"1,2026-11-22T12:00:00.000000Z,turn-committed,clinic,{call},0123456789ab,\"{{\"\"type\"\":\"\"turn-committed\"\",\"\"turn\"\":7,")
            .And.EndWith($"}}\",{record.PreviousHash},{record.Hash}\r");
    }

    [Fact]
    public async Task A_record_that_was_changed_is_exported_as_it_stands()
    {
        _log.AppendTurns(1);
        _log.Tamper("UPDATE record SET json = 'nothing'");

        (await ExportAsync(AuditExportFormat.Jsonl))[0].Should().Contain("nothing");
        (await ExportAsync(AuditExportFormat.Csv))[1].Should().Contain(",{},");
    }

    [Fact]
    public async Task A_hundred_thousand_records_stream_through_little_memory()
    {
        _log.AppendTurns(100_000);

        using var reader = SqliteAuditReader.Open(_log.Path);
        var held = new List<long>();

        var count = await AuditExport.WriteAsync(Watched(reader.Read(new AuditRange()), held), AuditExportFormat.Jsonl, Stream.Null, CancellationToken.None);

        count.Should().Be(100_000);
        (held[^1] - held[0]).Should().BeLessThan(1_000_000, "what is held does not grow with the records");
        _log.Verify().Records.Should().Be(100_000);
    }

    /// <summary>Notes what memory is held every 10,000 records.</summary>
    private static IEnumerable<AuditRecord> Watched(IEnumerable<AuditRecord> records, List<long> held)
    {
        foreach (var record in records)
        {
            if (record.Sequence % 10_000 == 0)
            {
                held.Add(GC.GetTotalMemory(forceFullCollection: true));
            }

            yield return record;
        }
    }

    private async Task<string[]> ExportAsync(AuditExportFormat format)
    {
        using var output = new MemoryStream();
        using var reader = SqliteAuditReader.Open(_log.Path);
        await AuditExport.WriteAsync(reader.Read(new AuditRange()), format, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
    }
}

/// <summary>Measures memory, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
