namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>What a frame told about the caller's turn.</summary>
public enum EndpointEvent
{
    None,

    /// <summary>The caller has begun to speak: what the AI is saying must stop.</summary>
    TurnBegan,

    /// <summary>The caller has been silent for long enough, or has spoken for too long.</summary>
    TurnEnded,
}
