namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What became of a REFER of ours.</summary>
public enum SipReferOutcome
{
    /// <summary>The target has answered the peer with 2xx. The leg is ours to hang up.</summary>
    Succeeded,

    /// <summary>The target has answered the peer with 300 to 699.</summary>
    Failed,

    /// <summary>The peer answered the REFER with 300 to 699, or it could not be sent.</summary>
    Refused,

    /// <summary>The peer has accepted, and tells no more, as it was asked to (RFC 4488).</summary>
    Accepted,

    /// <summary>The peer stopped telling without having said how it ended.</summary>
    Unknown,

    /// <summary>The peer was silent for too long.</summary>
    Timeout,

    /// <summary>The leg ended first; many a peer that has reached the target hangs up at once.</summary>
    LegOver,
}
