namespace CompliantVoiceProxy.Calls;

/// <summary>Where a call stands; the figure is in <see cref="CallMachine"/>.</summary>
public enum CallState
{
    /// <summary>The audit record of its beginning is being written.</summary>
    Recording,

    /// <summary>The media plane has been asked.</summary>
    Opening,

    /// <summary>200 has been sent; the ACK is awaited.</summary>
    Answered,

    Talking,

    /// <summary>A colleague is looked for; the caller is still with the voice AI, or hears the apology.</summary>
    Transferring,

    /// <summary>Caller and colleague are joined, directly or through the media plane.</summary>
    Joined,

    Over,
}
