using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Proxy.Commands;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

[Collection(CommandRun.Collection)]
public sealed partial class AuditCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-audit-").FullName;
    private readonly Guid _call = Guid.NewGuid();

    private string Store => Path.Combine(_folder, "audit.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_says_that_a_chain_is_whole_and_prints_its_head_and_records_that_it_was_read()
    {
        Append();

        var (code, output, errors) = await CommandRun.RunAsync("audit", "verify", "--store", Store);

        code.Should().Be(ExitCode.Done, errors);
        output.Should().StartWith("whole: 3 records\nanchor: none").And.MatchRegex("head: 3:[0-9a-f]{64}\n");
        (await CommandRun.RunAsync("audit", "verify", "--store", Store)).Output.Should().StartWith("whole: 4 records\nanchor: agrees at record 4\n");
    }

    [Fact]
    public async Task Verify_holds_the_chain_against_a_head_that_was_kept_elsewhere()
    {
        Append();
        var head = Head().Match((await CommandRun.RunAsync("audit", "verify", "--store", Store)).Output).Groups["head"].Value;

        (await CommandRun.RunAsync("audit", "verify", "--store", Store, "--head", head)).Code.Should().Be(ExitCode.Done);
        (await CommandRun.RunAsync("audit", "verify", "--store", Store, "--head", $"99{head}")).Output.Should().Contain("CutShort");
        (await CommandRun.RunAsync("audit", "verify", "--store", Store, "--head", $"{head[..^4]}0000")).Code.Should().Be(ExitCode.CheckFailed);
        (await CommandRun.RunAsync("audit", "verify", "--store", Store, "--head", "3:abc")).Code.Should().Be(ExitCode.WrongUse);
    }

    [Fact]
    public async Task Show_prints_a_call_with_media_time_in_seconds()
    {
        Append();

        var (code, output, _) = await CommandRun.RunAsync("audit", "show", $"{_call}", "--store", Store);

        code.Should().Be(ExitCode.Done);
        output.Should().Be(
            "2026-11-22 12:00:01.000  #2  call-started  tenant=clinic  policyRevision=0123456789ab\n"
            + "2026-11-22 12:00:02.000  #3  release-decided  turn=1  0.00-3.00 s\n"
            + "    0.00-1.00 s  Monday   Tuesday\n"
            + "    1.00-3.00 s  Friday   Tuesday  Sunday by String, 0.98\n"
            + "    0.00-3.00 s  Friday   Monday  by Int32\n");
    }

    [Fact]
    public async Task Show_of_an_unknown_call_finds_nothing()
    {
        Append();

        (await CommandRun.RunAsync("audit", "show", $"{Guid.NewGuid()}", "--store", Store)).Code.Should().Be(ExitCode.CheckFailed);
        (await CommandRun.RunAsync("audit", "show", "no-id", "--store", Store)).Code.Should().Be(ExitCode.WrongUse);
    }

    [Theory]
    [InlineData("jsonl", 1)]
    [InlineData("csv", 2)]
    public async Task Export_writes_a_range_of_time(string format, int lines)
    {
        Append();
        var file = Path.Combine(_folder, "out");

        var (code, _, errors) = await CommandRun.RunAsync(
            "audit", "export", "--store", Store, "--format", format, "--from", "2026-11-22T12:00:01Z", "--to", "2026-11-22T12:00:02Z", "--out", file);

        code.Should().Be(ExitCode.Done, errors);
        (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Should().HaveCount(lines);
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_wrong_use_and_is_not_made()
    {
        (await CommandRun.RunAsync("audit", "verify", "--store", Store)).Code.Should().Be(ExitCode.WrongUse);
        File.Exists(Store).Should().BeFalse();
    }

    private void Append()
    {
        using var store = SqliteAuditStore.Open(Store);
        ImmutableArray<ReleaseItem> items =
        [
            new(AuditLabel.Of(DayOfWeek.Monday), AuditLabel.Of(DayOfWeek.Tuesday), default, default, 1, 0, 48_000),
            new(AuditLabel.Of(DayOfWeek.Friday), AuditLabel.Of(DayOfWeek.Tuesday), AuditLabel.Of(DayOfWeek.Sunday), AuditLabel.OfType(typeof(string)), 0.98f, 48_000, 144_000),
            new(AuditLabel.Of(DayOfWeek.Friday), AuditLabel.Of(DayOfWeek.Monday), default, AuditLabel.OfType(typeof(int)), 0, 0, 144_000),
        ];
        store.Append(
        [
            new AuditEntry(Start, new LogOpened()),
            new AuditEntry(Start.AddSeconds(1), new CallStarted { CallId = _call, Tenant = "clinic", PolicyRevision = "0123456789ab" }),
            new AuditEntry(Start.AddSeconds(2), new ReleaseDecided(1, 0, 144_000, items) { CallId = _call }),
        ]);
    }

    [GeneratedRegex("head: (?<head>.*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();
}
