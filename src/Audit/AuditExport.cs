using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CompliantVoiceProxy.Audit;

/// <summary>Writes records out for other systems, one at a time: memory does not grow with their number.</summary>
public static class AuditExport
{
    private const string CsvHeader = "sequence,time,type,tenant,call,policy-revision,event,previous,hash\r\n";

    /// <param name="output">UTF-8; left open.</param>
    /// <returns>How many records were written.</returns>
    /// <exception cref="IOException">The output takes no more.</exception>
    public static async Task<long> WriteAsync(
        IEnumerable<AuditRecord> records, AuditExportFormat format, Stream output, CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        var count = 0L;
        if (format is AuditExportFormat.Csv)
        {
            Encoding.UTF8.GetBytes(CsvHeader, line);
        }

        foreach (var record in records)
        {
            if (format is AuditExportFormat.Csv)
            {
                AddCsvLine(line, record);
            }
            else
            {
                AddJsonLine(line, record);
            }

            await output.WriteAsync(line.WrittenMemory, cancellationToken);
            line.ResetWrittenCount();
            count++;
        }

        await output.WriteAsync(line.WrittenMemory, cancellationToken);
        await output.FlushAsync(cancellationToken);
        return count;
    }

    private static void AddJsonLine(ArrayBufferWriter<byte> line, AuditRecord record)
    {
        Encoding.UTF8.GetBytes($$"""{"hash":"{{record.Hash}}","record":""", line);
        line.Write(record.Json.Span);
        line.Write("}\n"u8);
    }

    private static void AddCsvLine(ArrayBufferWriter<byte> line, AuditRecord record)
    {
        var members = record.ReadEvent();
        string[] fields =
        [
            $"{record.Sequence}",
            AuditChain.Show(record.Time),
            TextOf(members, "type"),
            TextOf(members, "tenant"),
            TextOf(members, "callId"),
            TextOf(members, "policyRevision"),
            members.GetRawText(),
            record.PreviousHash,
            record.Hash,
        ];
        Encoding.UTF8.GetBytes(string.Join(',', fields.Select(Quoted)), line);
        line.Write("\r\n"u8);
    }

    private static string TextOf(JsonElement members, string name) =>
        members.TryGetProperty(name, out var text) ? text.ToString() : "";

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
