using System.Net;

namespace CompliantVoiceProxy.Sip.Transports;

/// <summary>Between which two addresses a message goes.</summary>
public readonly record struct SipFlow(SipLocalAddress Local, IPEndPoint Remote)
{
    public override string ToString() => $"[{Local?.Protocol} flow withheld]";
}
