namespace CompliantVoiceProxy.Rtp;

/// <summary>What protects packets on the wire (SRTP, RFC 3711). It comes before parsing: nothing is learned from a packet that it refuses.</summary>
public interface IRtpProtection
{
    /// <summary>Checks and decrypts in place.</summary>
    /// <param name="length">How many of the datagram's first bytes are the plain packet.</param>
    /// <returns>False when the packet is not authentic or was seen before.</returns>
    bool TryUnprotect(Span<byte> datagram, out int length);
}
