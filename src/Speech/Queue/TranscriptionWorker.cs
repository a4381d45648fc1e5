namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>A thread that transcribes one job after the other, and is given up when it does not come back from one.</summary>
internal sealed class TranscriptionWorker(
    ITranscriber transcriber, TimeProvider time, TimeSpan hungAfter, Func<TranscriptionJob?> take, Action<TranscriptionWorker> onHung)
{
    private int _isGivenUp;

    public void Start() => new Thread(Work) { IsBackground = true, Name = "transcriber" }.Start();

    private void Work()
    {
        while (Volatile.Read(ref _isGivenUp) == 0 && take() is { } job)
        {
            using ITimer watch = time.CreateTimer(_ => GiveUp(job), null, hungAfter, Timeout.InfiniteTimeSpan);
            job.End(Run(job));
        }
    }

    private TranscriptionOutcome Run(TranscriptionJob job)
    {
        TranscriptionRequest request = job.Request;
        try
        {
            return TranscriptionOutcome.Of(transcriber.Transcribe(request.Samples.Span, request.Start, request.Voiced, job.Unwanted));
        }
        catch (Exception)
        {
            // Whatever it was, the stretch has no transcription and is masked. The exception could hold what the caller said: it ends here.
            return TranscriptionOutcome.Of(MissReason.Failed);
        }
    }

    private void GiveUp(TranscriptionJob job)
    {
        job.End(MissReason.Hung);
        if (Interlocked.Exchange(ref _isGivenUp, 1) == 0)
        {
            onHung(this);
        }
    }
}
