namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>What the AI confirmed otherwise than asked.</summary>
internal enum SessionMismatch
{
    None,

    /// <summary>It would end turns, and answer, by itself.</summary>
    TurnDetection,

    /// <summary>It would have the caller's audio transcribed by another model.</summary>
    Transcription,

    AudioFormat,
}
