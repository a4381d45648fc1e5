namespace CompliantVoiceProxy.Audit.Tests;

public sealed class AuditLogTests : IDisposable
{
    private readonly LogFile _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_log_is_made_and_opened_again_as_one_chain()
    {
        await OpenAndCloseAsync();
        await OpenAndCloseAsync();

        _log.Verify(_log.Anchor.Read()).Should().Match<AuditVerification>(found => found.IsWhole && found.Records == 4);
    }

    [Theory]
    [InlineData("an edit", "UPDATE record SET json = replace(json, '\"turn\":90', '\"turn\":91')")]
    [InlineData("a removal", "DELETE FROM record WHERE sequence = 80")]
    [InlineData("a cut tail", "DELETE FROM record WHERE sequence > 95")]
    [InlineData("an empty log", "DELETE FROM record")]
    public async Task A_log_with_a_broken_end_is_not_written_to(string what, string sql)
    {
        _log.Anchor.Write(_log.AppendTurns(100));
        _log.Tamper(sql);
        var records = _log.Records().Count;

        var open = OpenAndCloseAsync;

        (await open.Should().ThrowAsync<AuditUnavailableException>(what)).WithMessage("*evidence*");
        _log.Records().Should().HaveCount(records);
    }

    [Fact]
    public async Task A_log_that_was_taken_away_while_its_anchor_stays_is_a_cut_tail()
    {
        _log.Anchor.Write(_log.AppendTurns(3));
        File.Delete(_log.Path);

        await FluentActions.Awaiting(OpenAndCloseAsync).Should().ThrowAsync<AuditUnavailableException>().WithMessage("*CutShort*");
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_read_is_said()
    {
        _log.AppendTurns(3);
        await File.WriteAllTextAsync(_log.Anchor.Path, "{", TestContext.Current.CancellationToken);

        await FluentActions.Awaiting(OpenAndCloseAsync).Should().ThrowAsync<AuditUnavailableException>().WithMessage("*anchor*");
    }

    private async Task OpenAndCloseAsync() =>
        await (await AuditLog.OpenAsync(_log.Path, new AuditWriterOptions(), TimeProvider.System, CancellationToken.None)).DisposeAsync();
}
