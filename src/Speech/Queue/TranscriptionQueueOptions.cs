namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>The measures of the transcription queue.</summary>
public sealed record TranscriptionQueueOptions
{
    /// <summary>Threads that transcribe, at least 1: as many as there are processors to spare.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Requests that may wait; one more is refused.</summary>
    public int Capacity { get; init; } = 64;

    /// <summary>A worker that has been at one stretch for this long is given up and replaced.</summary>
    public TimeSpan HungAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many workers may be replaced in the queue's life; then something is wrong that more threads do not cure.</summary>
    public int MostReplacements { get; init; } = 8;
}
