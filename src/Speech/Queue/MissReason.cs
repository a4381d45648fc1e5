namespace CompliantVoiceProxy.Speech.Queue;

/// <summary>Why a stretch has no transcription.</summary>
public enum MissReason
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>Too many stretches were waiting.</summary>
    QueueFull,

    /// <summary>It was not ready when it was needed.</summary>
    Late,

    /// <summary>The transcriber threw.</summary>
    Failed,

    /// <summary>The transcriber did not come back; its worker was given up.</summary>
    Hung,

    /// <summary>The caller hung up, or the queue was stopped.</summary>
    Cancelled,
}
