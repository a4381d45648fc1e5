namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>SIPp scenarios of a carrier whose caller is transferred.</summary>
internal static class SippCarriers
{
    private const string Sdp = "v=0\no=- 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [local_ip]\nt=0 0\nm=audio [media_port] RTP/AVP 0\n";

    /// <summary>Declines REFER, takes a re-INVITE, and hangs up after a while.</summary>
    public static string Declines => Scenario(
        Call,
        """<recv request="REFER"/>""",
        Reply("603 Decline"),
        """<recv request="INVITE"/>""",
        Reply("200 OK", Sdp),
        """<recv request="ACK"/>""",
        """<pause milliseconds="200"/>""",
        Request("BYE", 2),
        """<recv response="200"/>""");

    /// <summary>Takes REFER, tells how it goes, and is hung up.</summary>
    public static string Follows => Scenario(
        Call,
        """<recv request="REFER"/>""",
        Reply("202 Accepted"),
        Notify(2, "active;expires=60", "100 Trying"),
        """<recv response="200"/>""",
        Notify(3, "terminated;reason=noresource", "200 OK"),
        """<recv response="200"/>""",
        """<recv request="BYE"/>""",
        Reply("200 OK"));

    private static string Call =>
        Send(Message("INVITE", 1, "", "Content-Type: application/sdp\n", Sdp), """ retrans="500" """)
        + """<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="200" rrs="true"/>"""
        + Send(Message("ACK", 1, "[peer_tag_param]"));

    private static string Notify(int sequence, string state, string status) => Request(
        "NOTIFY", sequence, $"Event: refer\nSubscription-State: {state}\nContent-Type: message/sipfrag\n", $"SIP/2.0 {status}\n");

    private static string Request(string method, int sequence, string headers = "", string body = "") =>
        Send(Message(method, sequence, "[peer_tag_param]", headers, body), """ retrans="500" """);

    private static string Message(string method, int sequence, string to, string headers = "", string body = "") =>
        $"""
        {method} sip:clinic@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
        To: <sip:clinic@[remote_ip]:[remote_port]>{to}
        Call-ID: [call_id]
        CSeq: {sequence} {method}
        Contact: <sip:sipp@[local_ip]:[local_port]>
        Max-Forwards: 70
        {headers}Content-Length: [len]

        {body}
        """;

    private static string Reply(string status, string body = "") => Send(
        $"""
        SIP/2.0 {status}
        [last_Via:]
        [last_From:]
        [last_To:]
        [last_Call-ID:]
        [last_CSeq:]
        Contact: <sip:sipp@[local_ip]:[local_port]>
        {(body.Length > 0 ? "Content-Type: application/sdp\n" : "")}Content-Length: [len]

        {body}
        """);

    private static string Send(string message, string attributes = "") => $"<send{attributes}><![CDATA[\n\n{message}\n]]></send>";

    private static string Scenario(params string[] steps) =>
        $"""<?xml version="1.0" encoding="UTF-8" ?>{'\n'}<scenario name="ours">{string.Concat(steps)}</scenario>""";
}
