using System.Collections.Frozen;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>Header field names that this room reads or writes, and the compact forms (RFC 3261 section 7.3.3 and the IANA registry).</summary>
public static class SipHeaderNames
{
    public const string Accept = "Accept";
    public const string AcceptEncoding = "Accept-Encoding";
    public const string Allow = "Allow";
    public const string CallId = "Call-ID";
    public const string Contact = "Contact";
    public const string ContentEncoding = "Content-Encoding";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string CSeq = "CSeq";
    public const string Event = "Event";
    public const string From = "From";
    public const string MaxForwards = "Max-Forwards";
    public const string PAssertedIdentity = "P-Asserted-Identity";
    public const string Reason = "Reason";
    public const string RecordRoute = "Record-Route";
    public const string ReferredBy = "Referred-By";
    public const string ReferSub = "Refer-Sub";
    public const string ReferTo = "Refer-To";
    public const string Replaces = "Replaces";
    public const string Require = "Require";
    public const string RetryAfter = "Retry-After";
    public const string Route = "Route";
    public const string SubscriptionState = "Subscription-State";
    public const string Supported = "Supported";
    public const string Timestamp = "Timestamp";
    public const string To = "To";
    public const string Unsupported = "Unsupported";
    public const string UserToUser = "User-to-User";
    public const string Via = "Via";
    public const string Warning = "Warning";

    private static readonly FrozenDictionary<string, string> LongForms = new Dictionary<string, string>
    {
        ["a"] = "Accept-Contact",
        ["b"] = ReferredBy,
        ["c"] = ContentType,
        ["d"] = "Request-Disposition",
        ["e"] = ContentEncoding,
        ["f"] = From,
        ["i"] = CallId,
        ["j"] = "Reject-Contact",
        ["k"] = Supported,
        ["l"] = ContentLength,
        ["m"] = Contact,
        ["n"] = "Identity-Info",
        ["o"] = Event,
        ["r"] = ReferTo,
        ["s"] = "Subject",
        ["t"] = To,
        ["u"] = "Allow-Events",
        ["v"] = Via,
        ["x"] = "Session-Expires",
        ["y"] = "Identity",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The long form of a compact name; any other name as it is.</summary>
    public static string ToLongForm(string name) => name.Length == 1 && LongForms.TryGetValue(name, out var longForm) ? longForm : name;
}
