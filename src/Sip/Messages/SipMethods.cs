namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>Method names; they are case-sensitive (RFC 3261 section 7.1).</summary>
public static class SipMethods
{
    public const string Invite = "INVITE";
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
    public const string Options = "OPTIONS";
}
