namespace CompliantVoiceProxy.Rtp.Rtcp;

/// <summary>Why a datagram on an RTCP port was dropped (RFC 3550, appendix A.2).</summary>
public enum RtcpRejectReason
{
    None,
    TooShort,
    WrongVersion,

    /// <summary>A compound begins with a sender or receiver report.</summary>
    NoReportFirst,

    /// <summary>Only the last packet of a compound may be padded.</summary>
    BadPadding,

    /// <summary>A stated length or count runs past the end.</summary>
    Truncated,
}
