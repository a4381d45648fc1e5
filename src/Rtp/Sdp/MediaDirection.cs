namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Which way a stream flows, as seen by the side that says it (RFC 8866, section 6.7).</summary>
[Flags]
public enum MediaDirection
{
    /// <summary><c>inactive</c></summary>
    Inactive = 0,

    /// <summary><c>sendonly</c></summary>
    SendOnly = 1,

    /// <summary><c>recvonly</c></summary>
    ReceiveOnly = 2,

    /// <summary><c>sendrecv</c></summary>
    SendReceive = SendOnly | ReceiveOnly,
}
