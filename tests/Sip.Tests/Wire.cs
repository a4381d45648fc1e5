using System.Net;
using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>One endpoint's core, and a peer that is this test: it writes requests by hand and reads what comes back.</summary>
internal sealed class Wire
{
    private static readonly SipLocalAddress Local = new("UDP", "192.0.2.100", 5060, IsReliable: false);

    public Wire(SipUserAgentOptions? options = null) => Core = new UserAgentCore(options ?? new SipUserAgentOptions(), new SipTokens(new Random(1)), Counters);

    public static readonly IPEndPoint Peer = new(IPAddress.Parse("192.0.2.1"), 5070);

    public static SipFlow Flow => new(Local, Peer);

    public SipCounters Counters { get; } = new();

    public UserAgentCore Core { get; }

    public TimeSpan Now { get; set; }

    /// <summary>Where the last datagram taken went.</summary>
    public IPEndPoint? SentTo { get; private set; }

    /// <param name="tag">The To tag; null outside a dialog.</param>
    /// <param name="extra">Whole lines.</param>
    public static string Request(string method, int sequence = 1, string? branch = null, string? tag = null, string extra = "", string via = ";rport", string uri = "sip:clinic@192.0.2.100") =>
        $"""
        {method} {uri} SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK{branch ?? method + sequence}{via}
        Max-Forwards: 70
        From: <sip:ann@192.0.2.1>;tag=a1
        To: <sip:clinic@192.0.2.100>{(tag is null ? "" : ";tag=" + tag)}
        Call-ID: c1@192.0.2.1
        CSeq: {sequence} {method}
        Contact: <sip:ann@192.0.2.1:5070>
        {extra}{(extra.Length > 0 ? "\n" : "")}Content-Length: 0


        """;

    public void Receive(string text) => Receive(text, Peer);

    public void Receive(string text, IPEndPoint from) => Core.Receive(TortureMessages.Octets(text), new SipFlow(Local, from), Now);

    /// <summary>Lets time pass, from deadline to deadline.</summary>
    public void Wait(double seconds)
    {
        var until = Now + TimeSpan.FromSeconds(seconds);
        while (Core.NextDeadline is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            Core.Advance(Now);
        }

        Now = until;
    }

    public T Event<T>()
        where T : SipEvent => Core.Events.TryDequeue(out var happened) ? happened.Should().BeOfType<T>().Subject : throw new Xunit.Sdk.XunitException($"no {typeof(T).Name}");

    /// <summary>Takes every message that went out.</summary>
    public List<SipMessage> Sent()
    {
        var messages = new List<SipMessage>();
        while (Core.Outbox.TryTake(out var octets, out var flow))
        {
            SentTo = flow.Remote;
            new SipParser(new SipLimits()).TryParse(octets, out var message, out var error).Should().BeTrue("{0}: {1}", error?.Reason, Encoding.ASCII.GetString(octets));
            messages.Add(message);
        }

        return messages;
    }

    public SipResponse Response() => Sent().Should().ContainSingle().Which.Should().BeOfType<SipResponse>().Subject;

    public SipRequest SentRequest() => Sent().Should().ContainSingle().Which.Should().BeOfType<SipRequest>().Subject;

    /// <summary>The peer's response to a request of this endpoint.</summary>
    /// <param name="tag">The peer's tag.</param>
    public void Answer(SipRequest request, int status, string? tag = "b1", string body = "", params (string Name, string Value)[] headers)
    {
        var response = SipResponse.For(request.Headers, status, tag, Encoding.ASCII.GetBytes(body));
        response.Headers.Add("Contact", "<sip:ann@192.0.2.1:5070>");
        foreach (var (name, value) in headers)
        {
            response.Headers.Add(name, value);
        }

        Core.Receive(SipWriter.Write(response), Flow, Now);
    }

    /// <summary>An INVITE of this endpoint.</summary>
    public (SipLegId Leg, SipRequest Invite) Call(string offer = "v=0", TimeSpan? answerWithin = null)
    {
        var leg = Core.Invite(
            new SipCallRequest { Target = SipUri.Create("ann", "192.0.2.1", 5070), Body = Encoding.ASCII.GetBytes(offer), AnswerWithin = answerWithin }, Flow, Now);
        return (leg, SentRequest());
    }

    /// <summary>An INVITE of this endpoint, answered with the peer's tag b1 and acknowledged.</summary>
    public (SipLegId Leg, SipRequest Invite) EstablishCall()
    {
        var (leg, invite) = Call();
        Answer(invite, 200);
        SentRequest().Method.Should().Be("ACK");
        Event<LegAnswered>();
        return (leg, invite);
    }

    /// <summary>A request of the peer's within the dialog of a call of this endpoint.</summary>
    /// <param name="extra">Whole lines.</param>
    public void ReceiveInCall(SipRequest invite, string method, int sequence, string extra = "", string body = "", string tag = "b1") => Receive(
        $"""
        {method} sip:192.0.2.100 SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK{method}{sequence};rport
        Max-Forwards: 70
        From: <sip:ann@192.0.2.1>;tag={tag}
        To: {invite.Headers.Get("From")}
        Call-ID: {invite.CallId}
        CSeq: {sequence} {method}
        Contact: <sip:ann@192.0.2.1:5070>
        {extra}{(extra.Length > 0 ? "\n" : "")}Content-Length: {body.Length}

        {body}
        """);

    /// <summary>Hangs up, is answered, and waits until nothing is alive any more.</summary>
    public void End(SipLegId leg)
    {
        Core.HangUp(leg, [], Now);
        foreach (var bye in Sent().OfType<SipRequest>().Where(request => request.Method == "BYE"))
        {
            Answer(bye, 200);
        }

        Wait(70);
        Core.Living.Should().Be((0, 0, 0, 0));
        Core.NextDeadline.Should().BeNull();
    }

    /// <summary>An INVITE, answered 200 and acknowledged.</summary>
    /// <returns>The leg, and the tag of this endpoint.</returns>
    public (SipLegId Leg, string Tag) Establish()
    {
        Receive(Request("INVITE"));
        var invite = Event<InviteReceived>();
        Core.Respond(invite.Request, new SipReply(200), Now);
        var tag = Sent().OfType<SipResponse>().Last().To.Tag!;
        Receive(Request("ACK", branch: "ack", tag: tag));
        Event<LegConfirmed>();
        return (invite.Leg, tag);
    }
}
