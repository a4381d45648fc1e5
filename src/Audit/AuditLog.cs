namespace CompliantVoiceProxy.Audit;

/// <summary>Opens the audit log of a running proxy: looks first at what is there, and writes only to a chain whose end is whole.</summary>
public static class AuditLog
{
    /// <summary>How many of the last records are verified at a start; <c>cvp audit verify</c> walks all.</summary>
    private const int Tail = 1000;

    /// <param name="path">The SQLite file; made with its folder when there is none. Its anchor stands beside it.</param>
    /// <exception cref="AuditUnavailableException">The log cannot be opened, its end is broken, or it ends before its anchor says.</exception>
    public static Task<AuditWriter> OpenAsync(string path, AuditWriterOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var anchor = AuditAnchor.BesideStore(path);
        RefuseBroken(path, ReadAnchor(anchor), cancellationToken);
        return AuditWriter.StartAsync(SqliteAuditStore.Open(path), anchor, options, clock, cancellationToken);
    }

    private static void RefuseBroken(string path, AuditHead? anchor, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) && anchor is null)
        {
            return;
        }

        SqliteAuditStore.Open(path).Dispose(); // what a crash left half-done is taken back here, which a reader may not do
        using var reader = SqliteAuditReader.Open(path);
        if (AuditVerifier.VerifyTail(reader, Tail, anchor, cancellationToken).Break is { } broken)
        {
            throw new AuditUnavailableException(
                $"{path} is broken at record {broken.Sequence} ({broken.Kind}): {broken.Words}. Keep the file and its .head as evidence, and name another one in audit.store.");
        }
    }

    private static AuditHead? ReadAnchor(AuditAnchor anchor)
    {
        try
        {
            return anchor.Read();
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new AuditUnavailableException($"{anchor.Path} cannot be read as the log's anchor, so a cut tail would not show.", unreadable);
        }
    }
}
