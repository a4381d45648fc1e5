namespace CompliantVoiceProxy.Calls;

/// <summary>Why a call that was begun is over.</summary>
public enum CallEndReason
{
    /// <summary>BYE from the caller.</summary>
    CallerHungUp,

    /// <summary>CANCEL, or BYE, before the answer.</summary>
    CallerCanceled,

    /// <summary>The ACK of our answer never came.</summary>
    AckLost,

    /// <summary>The caller's side lost the dialog.</summary>
    DialogLost,

    /// <summary>The carrier has transferred the caller.</summary>
    Transferred,

    /// <summary>The colleague hung up.</summary>
    AgentHungUp,

    /// <summary>A transfer left the caller with a session that is nobody's.</summary>
    TransferLost,

    /// <summary>No RTP from the caller.</summary>
    RtpTimeout,

    /// <summary>The voice AI was lost, the apology has been played, and nobody took over.</summary>
    ApologyPlayed,

    /// <summary>The caller said nothing, and did not answer when asked.</summary>
    NoInput,

    /// <summary>The voice AI ended the call.</summary>
    EndedByAgent,

    /// <summary>The media session failed.</summary>
    MediaFailed,

    /// <summary>This process stops.</summary>
    ShutDown,

    /// <summary>A fault of ours in handling the call.</summary>
    InternalError,
}
