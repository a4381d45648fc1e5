namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary>Who made the description, and which version of it this is: <c>o=USER SESSION-ID VERSION IN IP4 ADDRESS</c> (RFC 8866, section 5.2).</summary>
/// <param name="SessionId">Digits; may be longer than 64 bits.</param>
/// <param name="SessionVersion">Digits; grows with each change.</param>
public sealed record SdpOrigin(string User, string SessionId, string SessionVersion, string AddressType, string Address);
