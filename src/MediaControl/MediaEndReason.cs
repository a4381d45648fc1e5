namespace CompliantVoiceProxy.MediaControl;

public enum MediaEndReason
{
    /// <summary>No RTP from the caller for the configured time.</summary>
    RtpTimeout,

    /// <summary>The apology has been played and there is nobody to hand over to.</summary>
    ApologyPlayed,

    InternalError,
}
