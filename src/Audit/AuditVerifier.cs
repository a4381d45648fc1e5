namespace CompliantVoiceProxy.Audit;

/// <summary>Walks the chain and says where, and how, it was first broken. Streams: memory does not grow with the log.</summary>
public static class AuditVerifier
{
    /// <summary>Walks the whole chain.</summary>
    /// <param name="anchor">A head that was kept elsewhere; null when there is none, and then a cut tail does not show.</param>
    /// <exception cref="OperationCanceledException">Cancelled between two records.</exception>
    public static AuditVerification Verify(SqliteAuditReader reader, AuditHead? anchor, CancellationToken cancellationToken) =>
        Verify(reader.Rows(new AuditRange()), AuditHead.Empty, anchor, cancellationToken);

    /// <summary>Walks the last records alone: what is checked at each start.</summary>
    /// <param name="records">How many; the one before them is trusted.</param>
    public static AuditVerification VerifyTail(SqliteAuditReader reader, int records, AuditHead? anchor, CancellationToken cancellationToken)
    {
        var first = reader.LastSequence() - records;
        if (first < 1)
        {
            return Verify(reader, anchor, cancellationToken);
        }

        var trusted = reader.Rows(new AuditRange { FromSequence = first }).First();
        return Verify(
            reader.Rows(new AuditRange { FromSequence = first + 1 }),
            new AuditHead(trusted.Sequence, trusted.Hash),
            anchor?.Sequence > first ? anchor : null,
            cancellationToken);
    }

    private static AuditVerification Verify(IEnumerable<StoredRecord> rows, AuditHead start, AuditHead? anchor, CancellationToken cancellationToken)
    {
        var head = start;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((BreakAt(row, head) ?? AnchorBreakAt(row, anchor)) is { } broken)
            {
                return new AuditVerification(head.Sequence, head, broken);
            }

            head = new AuditHead(row.Sequence, row.Hash);
        }

        return new AuditVerification(head.Sequence, head, anchor?.Sequence > head.Sequence ? CutShort(anchor, head) : null);
    }

    private static AuditBreak? BreakAt(StoredRecord row, AuditHead previous)
    {
        var expected = previous.Sequence + 1;
        if (row.Sequence > expected)
        {
            var missing = row.Sequence - 1 == expected ? $"record {expected} is" : $"records {expected} to {row.Sequence - 1} are";
            return new AuditBreak(AuditBreakKind.Removed, expected, $"{missing} missing");
        }

        var isIntact = AuditChain.HashOf(row.Json.Span) == row.Hash;
        if (!isIntact || !AuditLink.TryRead(row.Json, out var link))
        {
            return new AuditBreak(AuditBreakKind.Edited, row.Sequence, "its bytes do not give its hash");
        }

        if (link.Sequence != row.Sequence)
        {
            return new AuditBreak(AuditBreakKind.Reordered, row.Sequence, $"record {link.Sequence} stands in its place");
        }

        if (link.PreviousHash != previous.Hash)
        {
            return new AuditBreak(AuditBreakKind.Unchained, row.Sequence, $"it does not follow record {previous.Sequence} as that stands now");
        }

        return link.Time != AuditChain.Show(AuditChain.TimeOf(row.Microseconds)) || link.Call != row.Call
            ? new AuditBreak(AuditBreakKind.Edited, row.Sequence, "the time or call that it is looked up by is not the one it holds")
            : null;
    }

    private static AuditBreak? AnchorBreakAt(StoredRecord row, AuditHead? anchor) => row.Sequence == anchor?.Sequence && row.Hash != anchor.Hash
        ? new AuditBreak(AuditBreakKind.Rewritten, row.Sequence, "the anchor knows another record of this number: the chain was written anew")
        : null;

    private static AuditBreak CutShort(AuditHead anchor, AuditHead head) =>
        new(AuditBreakKind.CutShort, head.Sequence + 1, $"the anchor knows {anchor.Sequence} records: {anchor.Sequence - head.Sequence} at the end are missing");
}
