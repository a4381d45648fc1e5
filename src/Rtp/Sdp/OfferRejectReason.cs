namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Why no audio could be agreed on.</summary>
public enum OfferRejectReason
{
    None,

    /// <summary>No audio over plain RTP that is switched on.</summary>
    NoAudio,

    /// <summary>None of the formats is known here.</summary>
    NoCommonFormat,

    /// <summary>The address is missing, a name, a group's, or of the other IP version.</summary>
    NoUsableAddress,
}
