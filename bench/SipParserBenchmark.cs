using System.Text;
using BenchmarkDotNet.Attributes;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Bench;

/// <summary>What reading one INVITE costs: the largest message of an ordinary call.</summary>
[MemoryDiagnoser]
public class SipParserBenchmark
{
    private readonly SipParser _parser = new(new SipLimits());
    private readonly byte[] _invite = Encoding.ASCII.GetBytes("""
        INVITE sip:clinic@127.0.0.1:5060 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK776asdhds;rport
        Max-Forwards: 70
        To: <sip:clinic@127.0.0.1:5060>
        From: "Caller" <sip:caller@127.0.0.1:5080>;tag=1928301774
        Call-ID: a84b4c76e66710@127.0.0.1
        CSeq: 314159 INVITE
        Contact: <sip:caller@127.0.0.1:5080>
        Allow: INVITE, ACK, BYE, CANCEL, OPTIONS
        Content-Type: application/sdp

        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 20000 RTP/AVP 0 8 101
        a=rtpmap:101 telephone-event/8000
        """.ReplaceLineEndings("\r\n"));

    [Benchmark]
    public bool Parse() => _parser.TryParse(_invite, out _, out _);
}
