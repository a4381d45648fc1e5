namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>Why a leg is over.</summary>
public enum SipLegEndReason
{
    /// <summary>We answered the INVITE with 300 to 699.</summary>
    Rejected,

    /// <summary>The peer answered our INVITE with 300 to 699.</summary>
    Refused,

    /// <summary>The INVITE was cancelled, by either side.</summary>
    Canceled,

    /// <summary>The peer sent BYE.</summary>
    RemoteBye,

    /// <summary>We sent BYE, and it has been answered, or nobody answers it.</summary>
    LocalBye,

    /// <summary>The ACK of our 2xx never came (RFC 3261 section 13.3.1.4), or our user had no answer for the peer's; BYE has been sent.</summary>
    AckLost,

    /// <summary>Nobody answered our INVITE, at all or within the time that the user gave it.</summary>
    Timeout,

    /// <summary>The peer does not know the dialog any more: it answered 408 or 481, or not at all (section 12.2.1.2).</summary>
    DialogGone,
}
