namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>A request on its way to its outcome, which is set once, by whoever comes first: worker, deadline, caller or stop. Safe from several threads.</summary>
internal sealed class TranscriptionJob : IDisposable
{
    private readonly TaskCompletionSource<TranscriptionOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _unwanted = new();
    private readonly CancellationTokenRegistration _cancelled;
    private readonly CancellationTokenRegistration _stopped;
    private readonly ITimer _deadline;

    public TranscriptionJob(TranscriptionRequest request, TimeProvider time, CancellationToken cancelled, CancellationToken stopped)
    {
        Request = request;
        Unwanted = _unwanted.Token;
        Due = time.GetTimestamp() + (long)(request.Patience.TotalSeconds * time.TimestampFrequency);
        _deadline = time.CreateTimer(_ => End(MissReason.Late), null, request.Patience, Timeout.InfiniteTimeSpan);
        _cancelled = cancelled.Register(() => End(MissReason.Cancelled));
        _stopped = stopped.Register(() => End(MissReason.Cancelled));
        if (HasEnded)
        {
            Unwatch();
        }
    }

    public TranscriptionRequest Request { get; }

    /// <summary>The deadline as a time stamp: what the queue is sorted by.</summary>
    public long Due { get; }

    public Task<TranscriptionOutcome> Outcome => _outcome.Task;

    public bool HasEnded => _outcome.Task.IsCompleted;

    /// <summary>Cancelled when the job has ended: a worker that is still at it may stop.</summary>
    public CancellationToken Unwanted { get; }

    public void End(MissReason reason) => End(TranscriptionOutcome.Of(reason));

    public void End(TranscriptionOutcome outcome)
    {
        if (_outcome.TrySetResult(outcome))
        {
            Unwatch();
            _unwanted.Cancel();
            _unwanted.Dispose();
        }
    }

    public void Dispose() => End(MissReason.Cancelled);

    // Null while the constructor has not come that far: it looks again at its end.
    private void Unwatch()
    {
        _deadline?.Dispose();
        _cancelled.Unregister();
        _stopped.Unregister();
    }
}
