namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>What something that happened did to a <see cref="SecureCapture"/>.</summary>
public enum CaptureChange
{
    None,

    /// <summary>From now on the voice AI gets nothing.</summary>
    Began,

    /// <summary>It is over, as what it was begun for is done.</summary>
    Done,

    /// <summary>It is over, as it lasted as long as the policy lets it.</summary>
    TimedOut,
}
