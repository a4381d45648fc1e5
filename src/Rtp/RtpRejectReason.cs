namespace CompliantVoiceProxy.Rtp;

/// <summary>Why a datagram on an RTP port was dropped. Counted, never thrown.</summary>
public enum RtpRejectReason
{
    None,

    /// <summary>Shorter than a header.</summary>
    TooShort,

    WrongVersion,

    /// <summary>Payload types 64 to 95 with the marker bit are RTCP's packet types (RFC 5761, section 4).</summary>
    IsRtcp,

    /// <summary>Its CSRCs or its extension run past its end.</summary>
    Truncated,

    /// <summary>Its padding is empty or longer than what is there to pad.</summary>
    BadPadding,

    /// <summary>The protection (SRTP) refused it.</summary>
    NotAuthentic,

    /// <summary>No payload type that was agreed on.</summary>
    UnexpectedPayloadType,

    /// <summary>It comes from elsewhere than the source that is listened to.</summary>
    WrongSource,

    /// <summary>The first packet of another SSRC, or of a sequence that is far from the last: the next one in sequence is believed (RFC 3550, A.1).</summary>
    OnProbation,
}
