using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.Transports;

/// <summary>What the cores want sent, in order. The driver empties it after every step.</summary>
internal sealed class SipOutbox
{
    private readonly Queue<(byte[] Octets, SipFlow Flow)> _waiting = new();

    public byte[] Send(SipMessage message, SipFlow flow)
    {
        var octets = SipWriter.Write(message);
        Send(octets, flow);
        return octets;
    }

    public void Send(byte[] octets, SipFlow flow) => _waiting.Enqueue((octets, flow));

    public bool TryTake(out byte[] octets, out SipFlow flow)
    {
        var isThere = _waiting.TryDequeue(out var first);
        (octets, flow) = first;
        return isThere;
    }
}
