namespace CompliantVoiceProxy.MediaControl;

public enum MediaRefusalReason
{
    /// <summary>The offer cannot be read as a session description.</summary>
    BadOffer,

    /// <summary>No codec, or no kind of media, in common.</summary>
    NothingInCommon,

    /// <summary>No port, no place at the transcriber, or draining.</summary>
    NoCapacity,

    AgentUnavailable,
    TranscriberUnavailable,
    AuditUnavailable,
    PolicyUnavailable,

    /// <summary>A fault of ours.</summary>
    InternalError,
}
