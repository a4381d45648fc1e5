namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>Method names; they are case-sensitive (RFC 3261 section 7.1).</summary>
public static class SipMethods
{
    public const string Invite = "INVITE";
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
    public const string Options = "OPTIONS";

    /// <summary>RFC 6665.</summary>
    public const string Notify = "NOTIFY";

    /// <summary>RFC 3515.</summary>
    public const string Refer = "REFER";

    /// <summary>RFC 3311.</summary>
    public const string Update = "UPDATE";

    /// <summary>The request and its 2xx carry a Contact, which the dialog follows (RFC 3261 section 12.2, and the methods' own texts).</summary>
    internal static bool RefreshesTarget(string method) => method is Invite or Update or Refer or Notify;
}
