namespace CompliantVoiceProxy.Rtp.Sdp;

/// <summary><c>a=NAME</c> or <c>a=NAME:VALUE</c> (RFC 8866, section 5.13). Its value may be a key (RFC 4568), so it never prints.</summary>
/// <param name="Value">Null for an attribute that is a claim.</param>
public sealed record SdpAttribute(string Name, string? Value = null)
{
    public override string ToString() => $"a={Name}";
}
