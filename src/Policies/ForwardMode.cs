namespace CompliantVoiceProxy.Policies;

/// <summary>What the voice AI may get of the caller, after clearance.</summary>
public enum ForwardMode
{
    /// <summary><c>audio-and-text</c></summary>
    AudioAndText,

    /// <summary><c>audio</c></summary>
    Audio,

    /// <summary><c>text-only</c>: keeps the voice print in.</summary>
    TextOnly,
}
