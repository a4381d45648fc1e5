namespace CompliantVoiceProxy.Audit.Tests;

public sealed class AuditVerifierTests : IDisposable
{
    private readonly LogFile _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void An_untouched_chain_is_whole_and_names_its_head()
    {
        var head = _log.AppendTurns(10);

        _log.Verify(head).Should().Be(new AuditVerification(10, head, Break: null));
    }

    [Fact]
    public void A_log_without_records_is_whole()
    {
        _log.Append();

        _log.Verify().IsWhole.Should().BeTrue();
    }

    [Theory]
    [InlineData("an event's text", "UPDATE record SET json = replace(json, '\"turn\":4', '\"turn\":9') WHERE sequence = 4", AuditBreakKind.Edited, 4)]
    [InlineData("one letter's case", "UPDATE record SET json = replace(json, 'turn-committed', 'Turn-committed') WHERE sequence = 4", AuditBreakKind.Edited, 4)]
    [InlineData("not JSON any more", "UPDATE record SET json = '' WHERE sequence = 4", AuditBreakKind.Edited, 4)]
    [InlineData("a hash", "UPDATE record SET hash = replace(hash, 'a', 'b') WHERE sequence = 4", AuditBreakKind.Edited, 4)]
    [InlineData("the time it is looked up by", "UPDATE record SET time = time + 1 WHERE sequence = 4", AuditBreakKind.Edited, 4)]
    [InlineData("the call it is looked up by", "UPDATE record SET call = 'x' WHERE sequence = 4", AuditBreakKind.Edited, 4)]
    [InlineData("one record gone", "DELETE FROM record WHERE sequence = 4", AuditBreakKind.Removed, 4)]
    [InlineData("several gone", "DELETE FROM record WHERE sequence BETWEEN 4 AND 6", AuditBreakKind.Removed, 4)]
    [InlineData("the first gone", "DELETE FROM record WHERE sequence = 1", AuditBreakKind.Removed, 1)]
    [InlineData("two exchanged", "UPDATE record SET sequence = 99 WHERE sequence = 4; UPDATE record SET sequence = 4 WHERE sequence = 5; UPDATE record SET sequence = 5 WHERE sequence = 99", AuditBreakKind.Reordered, 4)]
    [InlineData("the tail cut", "DELETE FROM record WHERE sequence > 8", AuditBreakKind.CutShort, 9)]
    [InlineData("everything gone", "DELETE FROM record", AuditBreakKind.CutShort, 1)]
    public void A_change_is_found_at_its_first_record(string change, string sql, AuditBreakKind kind, long sequence)
    {
        var head = _log.AppendTurns(10);
        _log.Tamper(sql);

        var found = _log.Verify(head).Break;

        found.Should().NotBeNull(change);
        (found!.Kind, found.Sequence).Should().Be((kind, sequence), change);
    }

    [Fact]
    public void A_record_rewritten_with_its_hash_is_found_at_the_next_one()
    {
        _log.AppendTurns(10);
        var forged = AuditChain.Link(_log.Records()[2].Head, new AuditEntry(_log.Records()[3].Time, new TurnCommitted(99)));
        _log.Tamper($"UPDATE record SET json = '{System.Text.Encoding.UTF8.GetString(forged.Json.Span)}', hash = '{forged.Hash}' WHERE sequence = 4");

        var found = _log.Verify().Break;

        (found?.Kind, found?.Sequence).Should().Be((AuditBreakKind.Unchained, 5));
    }

    [Fact]
    public void A_chain_written_anew_is_whole_but_not_the_one_that_the_anchor_knows()
    {
        var head = _log.AppendTurns(10);
        using var forged = new LogFile();
        forged.Append([.. Enumerable.Range(1, 12).Select(turn => new TurnCommitted(turn + 1))]);

        forged.Verify().IsWhole.Should().BeTrue();
        var found = forged.Verify(head).Break;

        (found?.Kind, found?.Sequence).Should().Be((AuditBreakKind.Rewritten, 10));
    }

    [Fact]
    public void The_tail_is_verified_from_a_trusted_record_on()
    {
        var head = _log.AppendTurns(50);
        _log.Tamper("UPDATE record SET hash = 'x' WHERE sequence = 3; UPDATE record SET hash = 'x' WHERE sequence = 45");
        using var reader = SqliteAuditReader.Open(_log.Path);

        AuditVerifier.VerifyTail(reader, 4, head, CancellationToken.None).IsWhole.Should().BeTrue();
        AuditVerifier.VerifyTail(reader, 10, head, CancellationToken.None).Break?.Sequence.Should().Be(45);
        AuditVerifier.VerifyTail(reader, 100, head, CancellationToken.None).Break?.Sequence.Should().Be(3);
    }
}
