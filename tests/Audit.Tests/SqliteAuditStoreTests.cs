using System.Text;
using Microsoft.Data.Sqlite;

namespace CompliantVoiceProxy.Audit.Tests;

public sealed class SqliteAuditStoreTests : IDisposable
{
    private readonly LogFile _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_record_is_one_line_of_JSON_that_names_its_place_and_the_hash_before_it()
    {
        var call = Guid.Parse("11111111-2222-3333-4444-555555555555");
        _log.Append(new LogOpened(), new CallRefused(404, AuditLabel.Of(DayOfWeek.Monday)) { CallId = call, Tenant = "clinic" });

        var records = _log.Records();

        Encoding.UTF8.GetString(records[0].Json.Span).Should().Be(
            $$$"""{"sequence":1,"time":"2026-11-22T12:00:00.000000Z","previous":"{{{new string('0', 64)}}}","event":{"type":"log-opened"}}""");
        Encoding.UTF8.GetString(records[1].Json.Span).Should().Be(
            $$$"""{"sequence":2,"time":"2026-11-22T12:00:01.000000Z","previous":"{{{records[0].Hash}}}","event":{"type":"call-refused","status":404,"reason":"Monday","callId":"{{{call}}}","tenant":"clinic"}}""");
        records[1].CallId.Should().Be(call);
    }

    [Theory]
    [InlineData("UPDATE record SET json = '' WHERE sequence = 1")]
    [InlineData("DELETE FROM record WHERE sequence = 1")]
    public void The_store_itself_refuses_to_change_or_delete(string sql)
    {
        _log.AppendTurns(2);

        var change = () => _log.Execute(sql);

        change.Should().Throw<SqliteException>().WithMessage("*never*");
    }

    [Fact]
    public void The_files_are_readable_by_their_owner_alone()
    {
        _log.AppendTurns(1);

        File.GetUnixFileMode(_log.Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Two_writers_on_one_file_make_one_chain()
    {
        using var first = SqliteAuditStore.Open(_log.Path);
        using var second = SqliteAuditStore.Open(_log.Path);
        for (var turn = 0; turn < 10; turn++)
        {
            (turn % 2 == 0 ? first : second).Append([new AuditEntry(DateTimeOffset.UnixEpoch, new TurnCommitted(turn))]);
        }

        _log.Verify().Records.Should().Be(10);
    }

    [Fact]
    public void A_store_whose_past_was_changed_under_it_takes_nothing_more()
    {
        using var store = SqliteAuditStore.Open(_log.Path);
        store.Append([new AuditEntry(DateTimeOffset.UnixEpoch, new LogOpened())]);
        _log.Tamper("UPDATE record SET hash = 'x'");

        var append = () => store.Append([new AuditEntry(DateTimeOffset.UnixEpoch, new LogClosed())]);

        append.Should().Throw<AuditUnavailableException>().WithMessage("*changed by somebody else*");
        append.Should().Throw<AuditUnavailableException>();
    }

    [Fact]
    public void A_full_store_takes_none_of_a_batch_and_goes_on_when_there_is_room()
    {
        using var store = SqliteAuditStore.Open(_log.Path);
        var before = store.Append([new AuditEntry(DateTimeOffset.UnixEpoch, new LogOpened())]);
        store.MaximumPages = 1;
        AuditEntry[] batch = [.. Enumerable.Range(0, 2000).Select(turn => new AuditEntry(DateTimeOffset.UnixEpoch, new TurnCommitted(turn)))];

        var append = () => store.Append(batch);

        append.Should().Throw<AuditUnavailableException>().WithMessage("*full*");
        _log.Verify(before).Records.Should().Be(1);
        store.MaximumPages = null;
        append().Sequence.Should().Be(2001);
        _log.Verify().IsWhole.Should().BeTrue();
    }

    [Theory]
    [InlineData("something else")]
    [InlineData("CREATE")]
    public void A_file_that_is_no_audit_log_is_left_alone(string kind)
    {
        if (kind == "CREATE")
        {
            _log.Execute("CREATE TABLE other (x)");
        }
        else
        {
            File.WriteAllText(_log.Path, new string('x', 5000));
        }

        var before = File.ReadAllBytes(_log.Path);
        var open = () => SqliteAuditStore.Open(_log.Path);

        open.Should().Throw<AuditUnavailableException>();
        if (kind != "CREATE")
        {
            File.ReadAllBytes(_log.Path).Should().Equal(before);
        }
    }

    [Fact]
    public void A_range_of_time_and_a_call_are_found()
    {
        var call = Guid.NewGuid();
        _log.Append([.. Enumerable.Range(0, 1200).Select(turn => new TurnCommitted(turn) { CallId = turn % 100 == 0 ? call : null })]);
        var start = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        _log.Records(new AuditRange { CallId = call }).Should().HaveCount(12);
        _log.Records(new AuditRange { From = start.AddSeconds(100), To = start.AddSeconds(800) }).Should().HaveCount(700);
        _log.Records().Select(record => record.Sequence).Should().Equal(Enumerable.Range(1, 1200).Select(number => (long)number));
    }
}
