namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>What something that happened did to a <see cref="SecureCapture"/>. One whose time was over may have ended by it, and another begun.</summary>
[Flags]
public enum CaptureChange
{
    None = 0,

    /// <summary>From now on the voice AI gets nothing.</summary>
    Began = 1,

    /// <summary>It is over, as what it was begun for is done.</summary>
    Done = 2,

    /// <summary>It is over, as it lasted as long as the policy lets it.</summary>
    TimedOut = 4,

    Ended = Done | TimedOut,
}
