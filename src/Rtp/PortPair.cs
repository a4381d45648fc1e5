namespace CompliantVoiceProxy.Rtp;

/// <summary>Two adjacent UDP ports (RFC 3550, section 11).</summary>
/// <param name="Rtp">Even.</param>
public readonly record struct PortPair(int Rtp)
{
    /// <summary>The odd one above.</summary>
    public int Rtcp => Rtp + 1;
}
