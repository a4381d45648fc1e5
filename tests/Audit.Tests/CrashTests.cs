namespace CompliantVoiceProxy.Audit.Tests;

public sealed class CrashTests : IDisposable
{
    private readonly LogFile _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_writer_killed_in_mid_write_leaves_a_whole_chain_with_all_that_it_had_promised()
    {
        using var writer = KilledWriter.Start(_log.Path);
        for (var lines = 0; lines < 200; lines++)
        {
            (await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).Should().NotBeNull();
        }

        writer.Kill();
        var rest = await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        var promised = 200 + rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

        var verification = _log.Verify(_log.Anchor.Read());
        verification.IsWhole.Should().BeTrue();
        verification.Records.Should().BeGreaterThanOrEqualTo(promised, "one for the opening and one for each promise; the last line may be half");

        var head = _log.Append(new LogOpened());
        head.Sequence.Should().Be(verification.Records + 1, "the next process goes on where this one was killed");
    }
}
