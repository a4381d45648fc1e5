namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>SIPp scenarios that are not built in.</summary>
internal static class SippScenarios
{
    private const string Sdp = "v=0\no=- 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [local_ip]\nt=0 0\nm=audio [media_port] RTP/AVP 0\n";

    /// <summary>Calls without an offer, answers ours in the ACK, holds by re-INVITE, asks for a transfer, is declined, hangs up.</summary>
    public static string DelayedOfferHoldAndRefer => Scenario(
        Request("INVITE", 1, to: ""),
        Provisional,
        """<recv response="200" rrs="true"/>""",
        Send(Message("ACK", 1, "[peer_tag_param]", Sdp)),
        Request("INVITE", 2, "[peer_tag_param]", Sdp + "a=sendonly\n"),
        Provisional,
        """<recv response="200"/>""",
        Send(Message("ACK", 2, "[peer_tag_param]")),
        Request("REFER", 3, "[peer_tag_param]", extra: "Refer-To: <sip:queue@[remote_ip]>\n"),
        """<recv response="603"/>""",
        Request("BYE", 4, "[peer_tag_param]"),
        """<recv response="200"/>""");

    private const string Provisional = """<recv response="100" optional="true"/><recv response="180" optional="true"/>""";

    private static string Scenario(params string[] steps) =>
        $"""<?xml version="1.0" encoding="UTF-8" ?>{'\n'}<scenario name="ours">{string.Concat(steps)}</scenario>""";

    private static string Request(string method, int sequence, string to, string body = "", string extra = "") =>
        Send(Message(method, sequence, to, body, extra), """ retrans="500" """);

    private static string Send(string message, string attributes = "") => $"<send{attributes}><![CDATA[\n\n{message}\n]]></send>";

    private static string Message(string method, int sequence, string to, string body = "", string extra = "") =>
        $"""
        {method} sip:clinic@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
        To: <sip:clinic@[remote_ip]:[remote_port]>{to}
        Call-ID: [call_id]
        CSeq: {sequence} {method}
        Contact: <sip:sipp@[local_ip]:[local_port]>
        Max-Forwards: 70
        {extra}{(body.Length > 0 ? "Content-Type: application/sdp\n" : "")}Content-Length: [len]

        {body}
        """;
}
