using System.Collections.Concurrent;

namespace CompliantVoiceProxy.Audit.Tests;

public sealed class AuditWriterTests : IDisposable
{
    private readonly LogFile _log = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task An_append_completes_when_the_record_can_be_read_from_disk()
    {
        await using var writer = await StartAsync(SqliteAuditStore.Open(_log.Path));

        await writer.AppendAsync(new TurnCommitted(1), CancellationToken.None);

        _log.Records().Should().HaveCount(2);
        writer.Head.Should().Be(_log.Records()[^1].Head);
    }

    [Fact]
    public async Task Opening_and_closing_are_recorded_and_the_anchor_holds_the_head()
    {
        await using (await StartAsync(SqliteAuditStore.Open(_log.Path)))
        {
        }

        _log.Records().Select(TypeOf).Should().Equal("log-opened", "log-closed");
        _log.Anchor.Read().Should().Be(_log.Records()[^1].Head);
    }

    [Fact]
    public async Task What_waits_is_committed_at_once_and_in_order()
    {
        using var store = new GatedStore(SqliteAuditStore.Open(_log.Path));
        store.Open();
        var writer = await StartAsync(store);
        store.Close();

        var appends = Enumerable.Range(1, 500).Select(turn => writer.AppendAsync(new TurnCommitted(turn), CancellationToken.None).AsTask()).ToArray();
        store.Open();
        await Task.WhenAll(appends);
        await writer.DisposeAsync();

        store.Batches.Count.Should().BeLessThanOrEqualTo(4, "one for the opening, the one under way, the rest, and one for the closing");
        _log.Records().Where(record => TypeOf(record) == "turn-committed").Select(record => record.ReadEvent().GetProperty("turn").GetInt32())
            .Should().Equal(Enumerable.Range(1, 500));
    }

    [Fact]
    public async Task Appenders_on_many_threads_make_one_whole_chain()
    {
        await using var writer = await StartAsync(SqliteAuditStore.Open(_log.Path));

        await Parallel.ForAsync(0, 2000, async (turn, cancellation) => await writer.AppendAsync(new TurnCommitted(turn), cancellation));

        _log.Verify(writer.Head).Should().Be(new AuditVerification(2001, writer.Head, Break: null));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        using var store = new GatedStore(SqliteAuditStore.Open(_log.Path));
        store.Open();
        await using var writer = await StartAsync(store, new AuditWriterOptions { QueueLength = 2 });
        store.Close();

        var first = writer.AppendAsync(new TurnCommitted(1), CancellationToken.None).AsTask();
        await store.Entered.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = new[] { 2, 3 }.Select(turn => writer.AppendAsync(new TurnCommitted(turn), CancellationToken.None).AsTask()).ToArray();
        var refused = async () => await writer.AppendAsync(new TurnCommitted(4), CancellationToken.None);

        await refused.Should().ThrowAsync<AuditUnavailableException>();
        writer.IsHealthy.Should().BeFalse();
        store.Open();
        await Task.WhenAll([first, .. waiting]);
    }

    [Fact]
    public async Task A_disk_that_hangs_fails_closed_after_the_time_out()
    {
        using var store = new GatedStore(SqliteAuditStore.Open(_log.Path));
        store.Open();
        await using var writer = await StartAsync(store);
        store.Close();
        var stuck = writer.AppendAsync(new TurnCommitted(1), CancellationToken.None).AsTask();
        await store.Entered.WaitAsync(TestContext.Current.CancellationToken);
        var late = writer.AppendAsync(new TurnCommitted(2), CancellationToken.None).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(2));

        await stuck.Invoking(task => task).Should().ThrowAsync<AuditUnavailableException>();
        await late.Invoking(task => task).Should().ThrowAsync<AuditUnavailableException>();
        writer.IsHealthy.Should().BeFalse();
        store.Open();
        await writer.AppendAsync(new TurnCommitted(3), CancellationToken.None);
        writer.IsHealthy.Should().BeTrue();
        _log.Records().Where(record => TypeOf(record) == "turn-committed").Select(record => record.ReadEvent().GetProperty("turn").GetInt32())
            .Should().Equal([1, 3], "the second was still waiting when it was given up");
    }

    [Fact]
    public async Task A_full_store_refuses_and_takes_records_again_by_itself_when_there_is_room()
    {
        var store = SqliteAuditStore.Open(_log.Path);
        await using var writer = await StartAsync(store);
        store.MaximumPages = 1;
        await FillAsync(writer);
        writer.IsHealthy.Should().BeFalse();

        store.MaximumPages = null;
        while (!writer.IsHealthy)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var last = _log.Records()[^1];
        TypeOf(last).Should().Be("log-resumed");
        last.ReadEvent().GetProperty("refused").GetInt64().Should().Be(1);
        await writer.AppendAsync(new TurnCommitted(1), CancellationToken.None);
        _log.Verify(writer.Head).IsWhole.Should().BeTrue();
    }

    [Theory]
    [InlineData("4111 1111 1111 1111", null)]
    [InlineData("John Smith", null)]
    [InlineData("clinic", "4111111111111111")]
    [InlineData("clinic\n", null)]
    public async Task A_tenant_or_revision_that_is_none_is_not_recorded_and_not_shown(string tenant, string? revision)
    {
        await using var writer = await StartAsync(SqliteAuditStore.Open(_log.Path));

        var append = async () => await writer.AppendAsync(new CallStarted { Tenant = tenant, PolicyRevision = revision }, CancellationToken.None);

        (await append.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().NotContainAny("4111", "Smith");
    }

    private static async Task FillAsync(AuditWriter writer)
    {
        for (var turn = 0; turn < 100_000; turn++)
        {
            try
            {
                await writer.AppendAsync(new TurnCommitted(turn), CancellationToken.None);
            }
            catch (AuditUnavailableException)
            {
                return;
            }
        }

        Assert.Fail("the store never filled");
    }

    private Task<AuditWriter> StartAsync(IAuditStore store, AuditWriterOptions? options = null) =>
        AuditWriter.StartAsync(store, _log.Anchor, options ?? new AuditWriterOptions(), _clock, CancellationToken.None);

    private static string? TypeOf(AuditRecord record) => record.ReadEvent().GetProperty("type").GetString();

    /// <summary>A store that works only while its gate is open, as a disk that hangs.</summary>
    private sealed class GatedStore(IAuditStore store) : IAuditStore
    {
        private readonly ManualResetEventSlim _gate = new();

        public ConcurrentQueue<int> Batches { get; } = [];

        public SemaphoreSlim Entered { get; } = new(0);

        public void Open() => _gate.Set();

        public void Close()
        {
            while (Entered.Wait(0, CancellationToken.None))
            {
            }

            _gate.Reset();
        }

        public AuditHead Append(IReadOnlyList<AuditEntry> entries)
        {
            Entered.Release();
            _gate.Wait(CancellationToken.None);
            Batches.Enqueue(entries.Count);
            return store.Append(entries);
        }

        public void Dispose() => store.Dispose();
    }
}
