namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Why a text is no session description that can be used.</summary>
public enum SdpRejectReason
{
    None,

    /// <summary>Longer, or in more lines, than any honest one.</summary>
    TooLong,

    /// <summary>A line that is no letter, equals sign and text.</summary>
    MalformedLine,

    /// <summary>It does not begin with <c>v=0</c>.</summary>
    WrongVersion,

    /// <summary>The <c>o=</c> line is missing or has not its six fields.</summary>
    BadOrigin,

    /// <summary>A <c>c=</c> line has not its three fields.</summary>
    BadConnection,

    /// <summary>An <c>m=</c> line has not its four fields, or a port out of range.</summary>
    BadMedia,

    TooManyMedia,
}
