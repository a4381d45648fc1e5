using System.CommandLine;
using System.Globalization;
using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp audit verify|show|export</c>: reads the audit log, while the proxy writes to it or not. Each reading is itself recorded.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Config = ConfigOption.Create();

    private static readonly Option<string?> Store = new("--store") { Description = "The audit log's SQLite file, instead of the one in the configuration." };

    private static readonly FileStreamOptions OwnersFile = new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    public static Command Create() => new("audit", "Verify, show and export the audit log.") { CreateVerify(), CreateShow(), CreateExport() };

    private static Command CreateVerify()
    {
        var head = new Option<string?>("--head") { Description = "A head that was kept elsewhere, as this command prints it: SEQUENCE:HASH. Without it, the anchor file beside the log." };
        var verify = new Command("verify", "Walk the chain of records; say whether it is whole, or where and how it was first broken.") { Config, Store, head };
        verify.SetAction((parsed, cancellation) => RunAsync(parsed, path => VerifyAsync(path, parsed.GetValue(head), cancellation)));
        return verify;
    }

    private static Command CreateShow()
    {
        var call = new Argument<Guid>("call-id") { Description = "The proxy's own id of the call." };
        var show = new Command("show", "Print what is recorded of one call.") { call, Config, Store };
        show.SetAction((parsed, cancellation) => RunAsync(parsed, path => ShowAsync(path, parsed.GetRequiredValue(call), cancellation)));
        return show;
    }

    private static Command CreateExport()
    {
        var format = new Option<AuditExportFormat>("--format") { Description = "jsonl (the records as they were hashed) or csv.", DefaultValueFactory = _ => AuditExportFormat.Jsonl };
        var from = Time("--from", "Records of this time and later: 2026-11-22 or 2026-11-22T15:00:00Z.");
        var to = Time("--to", "Records before this time.");
        var output = new Option<string?>("--out") { Description = "The file to write; standard output without it." };
        var export = new Command("export", "Write a range of time out for other systems.") { format, from, to, output, Config, Store };
        export.SetAction((parsed, cancellation) => RunAsync(parsed, path => ExportAsync(
            path,
            parsed.GetValue(format),
            new AuditRange { From = parsed.GetValue(from), To = parsed.GetValue(to) },
            parsed.GetValue(output),
            cancellation)));
        return export;
    }

    private static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = $"{description} UTC, unless it names an offset.",
        CustomParser = written =>
        {
            if (DateTimeOffset.TryParse(written.Tokens.Single().Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return time;
            }

            written.AddError($"{name} is no time, such as 2026-11-22 or 2026-11-22T15:00:00Z");
            return null;
        },
    };

    private static async Task<int> RunAsync(ParseResult parsed, Func<string, Task<int>> run)
    {
        if ((parsed.GetValue(Store) ?? ConfigOption.Read(parsed.GetValue(Config))?.AuditStorePath) is not { } path)
        {
            return ExitCode.WrongUse;
        }

        try
        {
            return await run(path);
        }
        catch (Exception failure) when (failure is AuditUnavailableException or InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync($"cvp: {failure.Message}");
            return ExitCode.WrongUse;
        }
    }

    private static async Task<int> VerifyAsync(string path, string? writtenHead, CancellationToken cancellationToken)
    {
        if (!TryReadHead(path, writtenHead, out var anchor))
        {
            await Console.Error.WriteLineAsync("cvp: --head is written SEQUENCE:HASH, with 64 hexadecimal digits");
            return ExitCode.WrongUse;
        }

        using var reader = SqliteAuditReader.Open(path);
        var found = AuditVerifier.Verify(reader, anchor, cancellationToken);
        if (found.Break is { } broken)
        {
            await Console.Out.WriteLineAsync($"broken at record {broken.Sequence} ({broken.Kind}): {broken.Words}");
            await Console.Out.WriteLineAsync($"whole before that: {found.Records} records");
            return ExitCode.CheckFailed; // and nothing is added to a chain that is evidence now
        }

        await Console.Out.WriteLineAsync($"whole: {found.Records} records");
        await Console.Out.WriteLineAsync(anchor is null ? "anchor: none, so a cut tail would not show" : $"anchor: agrees at record {anchor.Sequence}");
        await Console.Out.WriteLineAsync($"head: {found.Head.Sequence}:{found.Head.Hash}");
        await RecordReadingAsync(path, AuditReading.Verify);
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(string path, Guid call, CancellationToken cancellationToken)
    {
        using var reader = SqliteAuditReader.Open(path);
        await RecordReadingAsync(path, AuditReading.Show);
        var count = 0;
        foreach (var record in reader.Read(new AuditRange { CallId = call }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Console.Out.WriteLineAsync(AuditRecordText.Of(record));
            count++;
        }

        if (count == 0)
        {
            await Console.Error.WriteLineAsync($"cvp: nothing is recorded of call {call}");
        }

        return count > 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static async Task<int> ExportAsync(string path, AuditExportFormat format, AuditRange range, string? output, CancellationToken cancellationToken)
    {
        using var reader = SqliteAuditReader.Open(path);
        await RecordReadingAsync(path, AuditReading.Export);
        await using var stream = output is null ? Console.OpenStandardOutput() : new FileStream(output, OwnersFile);
        await using var buffered = new BufferedStream(stream, 64 * 1024);
        var count = await AuditExport.WriteAsync(reader.Read(range), format, buffered, cancellationToken);
        await Console.Error.WriteLineAsync($"{count} records");
        return ExitCode.Done;
    }

    private static bool TryReadHead(string path, string? written, out AuditHead? head)
    {
        if (written is null)
        {
            head = AuditAnchor.BesideStore(path).Read();
            return true;
        }

        var parts = written.Split(':');
        var isHead = parts is [_, { Length: 64 }] && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        head = isHead && long.TryParse(parts[0], out var sequence) ? new AuditHead(sequence, parts[1].ToLowerInvariant()) : null;
        return isHead;
    }

    /// <summary>PCI DSS 10.2.1.3. A copy of a log that cannot be written to can still be read; then this says so.</summary>
    private static async Task RecordReadingAsync(string path, AuditReading reading)
    {
        try
        {
            using var store = SqliteAuditStore.Open(path);
            var head = store.Append([new AuditEntry(TimeProvider.System.GetUtcNow(), new LogRead(AuditLabel.Of(reading)))]);
            AuditAnchor.BesideStore(path).Write(head);
        }
        catch (Exception failure) when (failure is AuditUnavailableException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("cvp: this reading could not be recorded in the log: it cannot be written");
        }
    }

    private enum AuditReading
    {
        Verify,
        Show,
        Export,
    }
}
