using System.Threading.Channels;

namespace CompliantVoiceProxy.Audit;

/// <summary>
/// Queue [D]: takes events from all calls and commits all that wait in one transaction, so that an append costs a share of one flush to disk.
/// Bounded: when it is full the event is refused, and so is what waits for it.
/// </summary>
/// <remarks>
/// Fails closed: an event that is not durable within <see cref="AuditWriterOptions.AppendTimeout"/> counts as lost, hung disk or not. A record may so
/// stand in the log for something that then did not happen; nothing happens without its record. While the store fails it is tried
/// again at intervals, with a <see cref="LogResumed"/> first, which makes <see cref="IsHealthy"/> true again.
/// </remarks>
public sealed class AuditWriter : IAuditTrail, IAsyncDisposable
{
    private readonly IAuditStore _store;
    private readonly AuditAnchor? _anchor;
    private readonly AuditWriterOptions _options;
    private readonly TimeProvider _clock;
    private readonly Channel<Pending> _queue;
    private readonly Task _loop;
    private long _refused;
    private volatile bool _isHealthy = true;
    private volatile AuditHead _head = AuditHead.Empty;
    private AuditHead _anchored = AuditHead.Empty;
    private long _anchoredAt;

    private AuditWriter(IAuditStore store, AuditAnchor? anchor, AuditWriterOptions options, TimeProvider clock)
    {
        (_store, _anchor, _options, _clock) = (store, anchor, options, clock);
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _anchoredAt = clock.GetTimestamp();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Whether the store took the last event that it was given, in time.</summary>
    public bool IsHealthy => _isHealthy;

    /// <summary>The last record that this writer made durable.</summary>
    public AuditHead Head => _head;

    /// <summary>Begins to write, with a <see cref="LogOpened"/>.</summary>
    /// <param name="store">The writer's own from now on: disposed of with it.</param>
    /// <param name="anchor">Where the head is kept; null for nowhere.</param>
    /// <exception cref="AuditUnavailableException">The store does not take it.</exception>
    public static async Task<AuditWriter> StartAsync(
        IAuditStore store, AuditAnchor? anchor, AuditWriterOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var writer = new AuditWriter(store, anchor, options, clock);
        try
        {
            await writer.AppendAsync(new LogOpened(), cancellationToken);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="ArgumentException">The event names a tenant or policy revision that can be neither.</exception>
    /// <inheritdoc/>
    public async ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        AuditNames.RefuseFreeText(auditEvent);
        var pending = new Pending(new AuditEntry(_clock.GetUtcNow(), auditEvent));
        if (!_queue.Writer.TryWrite(pending))
        {
            Refuse(1);
            throw new AuditUnavailableException("the audit log's queue is full, or closed");
        }

        try
        {
            await pending.Durable.WaitAsync(_options.AppendTimeout, _clock, cancellationToken);
        }
        catch (TimeoutException late)
        {
            _isHealthy = false;
            pending.Abandon();
            throw new AuditUnavailableException("the audit log did not become durable in time", late);
        }
    }

    /// <summary>Records what still waits and a <see cref="LogClosed"/>, then closes the store. Does not wait for a hung disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryWrite(new Pending(new AuditEntry(_clock.GetUtcNow(), new LogClosed())));
        _queue.Writer.TryComplete();
        try
        {
            await _loop.WaitAsync(_options.AppendTimeout, _clock);
        }
        catch (TimeoutException)
        {
            return; // the loop still holds the store; the process's end will close it
        }

        _store.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Pending>();
        while (await WaitForWorkAsync())
        {
            while (batch.Count < _options.QueueLength && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            Commit(batch);
            batch.Clear();
            if (_clock.GetElapsedTime(_anchoredAt) >= _options.AnchorInterval)
            {
                KeepAnchor();
            }
        }

        KeepAnchor();
    }

    /// <summary>Waits for events; meanwhile tries a failed store again, and brings a stale anchor up to date.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    private async Task<bool> WaitForWorkAsync()
    {
        var work = _queue.Reader.WaitToReadAsync().AsTask();
        while (!work.IsCompleted && (!_isHealthy || _anchored != _head))
        {
            try
            {
                return await work.WaitAsync(_isHealthy ? _options.AnchorInterval : _options.RetryInterval, _clock);
            }
            catch (TimeoutException)
            {
                Commit([]);
                KeepAnchor();
            }
        }

        return await work;
    }

    /// <summary>Makes a batch durable, or refuses it whole. When events have been refused before, says so first in the log.</summary>
    private void Commit(List<Pending> batch)
    {
        var abandoned = batch.RemoveAll(pending => pending.IsAbandoned);
        if (abandoned > 0)
        {
            Refuse(abandoned);
        }

        var entries = batch.ConvertAll(pending => pending.Entry);
        var refused = Interlocked.Read(ref _refused);
        if (!_isHealthy || refused > 0)
        {
            entries.Insert(0, new AuditEntry(_clock.GetUtcNow(), new LogResumed(refused)));
        }

        if (entries.Count == 0)
        {
            return;
        }

        try
        {
            var begun = _clock.GetTimestamp();
            _head = _store.Append(entries);
            AuditMetrics.CommitDuration.Record(_clock.GetElapsedTime(begun).TotalSeconds);
            AuditMetrics.Records.Add(entries.Count);
            Interlocked.Add(ref _refused, -refused);
            _isHealthy = true;
            batch.ForEach(pending => pending.Complete());
        }
        catch (AuditUnavailableException failure)
        {
            Refuse(batch.Count);
            batch.ForEach(pending => pending.Fail(failure));
        }
    }

    private void Refuse(int events)
    {
        _isHealthy = false;
        Interlocked.Add(ref _refused, events);
        AuditMetrics.Refused.Add(events);
    }

    /// <summary>An anchor that cannot be written stays as it was, and is tried again: it is behind then, which is no fault of the chain.</summary>
    private void KeepAnchor()
    {
        _anchoredAt = _clock.GetTimestamp();
        try
        {
            if (_anchored != _head)
            {
                _anchor?.Write(_head);
                _anchored = _head;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>An event that waits, and who waits for it.</summary>
    private sealed class Pending(AuditEntry entry)
    {
        private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isAbandoned;

        public AuditEntry Entry => entry;

        public Task Durable => _durable.Task;

        /// <summary>Nobody waits any more, as it took too long.</summary>
        public bool IsAbandoned => _isAbandoned;

        public void Abandon() => _isAbandoned = true;

        public void Complete() => _durable.TrySetResult();

        public void Fail(AuditUnavailableException failure) => _durable.TrySetException(new AuditUnavailableException(failure.Message, failure));
    }
}
