namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>
/// [A] of the data's way: one queue before n workers, shared by all calls, the most urgent request first. Bounded: when it is full a request is refused.
/// Every request gets its outcome by its deadline, whatever the transcriber does; a worker that does not come back is replaced. Safe from several threads.
/// </summary>
public sealed class TranscriptionQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly PriorityQueue<TranscriptionJob, long> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITranscriber _transcriber;
    private readonly TranscriptionQueueOptions _options;
    private readonly TimeProvider _time;
    private int _hungWorkers;

    public TranscriptionQueue(ITranscriber transcriber, TranscriptionQueueOptions options, TimeProvider time)
    {
        if (options.Workers < 1 || options.Capacity < 1)
        {
            throw new ArgumentException("A queue has at least one worker and one place.", nameof(options));
        }

        _transcriber = transcriber;
        _options = options;
        _time = time;
        for (int i = 0; i < options.Workers; i++)
        {
            StartWorker();
        }
    }

    public override string ToString() => $"[A {_options.Capacity}] -> {_options.Workers} x {_transcriber.GetType().Name}";

    /// <summary>Requests that no worker has taken yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Workers that did not come back, since the start.</summary>
    public int HungWorkers => Volatile.Read(ref _hungWorkers);

    /// <summary>Whether every worker that hung could be replaced; false asks for a restart.</summary>
    public bool IsWhole => HungWorkers <= _options.MostReplacements;

    /// <summary>Asks for a transcription. The task never fails: what goes wrong is in the outcome.</summary>
    /// <param name="request">Its samples are the queue's from here on.</param>
    /// <param name="cancellationToken">The stretch is no longer wanted: its outcome is <see cref="MissReason.Cancelled"/>.</param>
    public Task<TranscriptionOutcome> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken)
    {
        var job = new TranscriptionJob(request, _time, cancellationToken, _stop.Token);
        if (TryEnqueue(job))
        {
            _work.Release();
        }
        else
        {
            job.End(MissReason.QueueFull);
        }

        return job.Outcome;
    }

    /// <summary>What waits or runs ends as <see cref="MissReason.Cancelled"/>, and the workers end when they come back; does not wait for them.</summary>
    public void Dispose() => _stop.Cancel();

    private bool TryEnqueue(TranscriptionJob job)
    {
        lock (_lock)
        {
            if (_waiting.Count >= _options.Capacity)
            {
                DropEnded();
            }

            if (_waiting.Count >= _options.Capacity)
            {
                return false;
            }

            _waiting.Enqueue(job, job.Due);
            return true;
        }
    }

    // Late and cancelled jobs stay in the queue until a worker, or a lack of room, finds them.
    private void DropEnded()
    {
        (TranscriptionJob, long)[] wanted = [.. _waiting.UnorderedItems.Where(item => !item.Element.HasEnded)];
        _waiting.Clear();
        _waiting.EnqueueRange(wanted);
    }

    /// <summary>Waits for the most urgent job; null when the queue was stopped.</summary>
    private TranscriptionJob? Take()
    {
        while (true)
        {
            try
            {
                _work.Wait(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            lock (_lock)
            {
                if (_waiting.TryDequeue(out TranscriptionJob? job, out _) && !job.HasEnded)
                {
                    return job;
                }
            }
        }
    }

    private void StartWorker() => new TranscriptionWorker(_transcriber, _time, _options.HungAfter, Take, Replace).Start();

    private void Replace(TranscriptionWorker hung)
    {
        if (Interlocked.Increment(ref _hungWorkers) <= _options.MostReplacements)
        {
            StartWorker();
        }
    }
}
