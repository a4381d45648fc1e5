namespace CompliantVoiceProxy.MediaControl;

public enum MediaEndReason
{
    /// <summary>No RTP from the caller for the configured time.</summary>
    RtpTimeout,

    /// <summary>The apology has been played and there is nobody to hand over to.</summary>
    ApologyPlayed,

    /// <summary>The caller said nothing, and did not answer when asked.</summary>
    NoInput,

    /// <summary>The voice AI ended the call, and what it said has been played.</summary>
    EndedByAgent,

    InternalError,
}
