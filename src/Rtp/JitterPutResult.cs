namespace CompliantVoiceProxy.Rtp;

/// <summary>What became of a packet that was put into a <see cref="JitterBuffer"/>.</summary>
public enum JitterPutResult
{
    Stored,

    /// <summary>The same sequence number is there, or was.</summary>
    Duplicate,

    /// <summary>Its place has been played already.</summary>
    Late,
}
