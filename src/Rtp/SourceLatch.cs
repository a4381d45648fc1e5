using System.Net;

namespace CompliantVoiceProxy.Rtp;

/// <summary>
/// Decides which address is listened to, and so which one is sent to (symmetric RTP, RFC 4961). Only packets that are valid in all else are shown to it.
/// </summary>
/// <remarks>
/// A caller behind an address translator sends from elsewhere than its session description says; an attacker sprays packets at open ports. The rules:
/// <list type="number">
/// <item>The first packet latches its source, wherever it comes from.</item>
/// <item>For 2 s after that, a packet from the signalled address takes the latch for good.</item>
/// <item>Later, others are refused until the latched source has been silent for 3 s; then one that sends 5 packets in sequence takes the latch.</item>
/// <item>A new session description with another address starts at rule 1.</item>
/// </list>
/// </remarks>
public sealed class SourceLatch
{
    private static readonly TimeSpan LearningTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceBeforeRelatch = TimeSpan.FromSeconds(3);
    private const int PacketsBeforeRelatch = 5;

    private SocketAddress? _signalled;
    private SocketAddress? _latched;
    private TimeSpan _learningEnds;
    private TimeSpan _heardAt;
    private SocketAddress? _candidate;
    private ushort _candidateNext;
    private int _candidatePackets;

    /// <param name="signalled">From the session description; null when it is not known yet.</param>
    public SourceLatch(IPEndPoint? signalled) => _signalled = signalled?.Serialize();

    /// <summary>Where to send: the latched source, else the signalled address, else nowhere.</summary>
    public SocketAddress? Remote => _latched ?? _signalled;

    /// <summary>A session description says where the peer now is.</summary>
    public void Expect(IPEndPoint signalled)
    {
        var address = signalled.Serialize();
        if (!address.Equals(_signalled))
        {
            (_signalled, _latched, _candidate) = (address, null, null);
        }
    }

    /// <summary>Whether a valid packet from this address is listened to. Allocates only when the latch moves.</summary>
    public bool Admit(SocketAddress from, ushort sequenceNumber, TimeSpan now)
    {
        if (from.Equals(_latched))
        {
            _heardAt = now;
            return true;
        }

        var takes = _latched is null
            || (now < _learningEnds && from.Equals(_signalled))
            || (now - _heardAt >= SilenceBeforeRelatch && HasSentEnough(from, sequenceNumber));
        if (takes)
        {
            _learningEnds = _latched is null ? now + LearningTime : TimeSpan.MinValue; // rule 2 holds once
            (_latched, _candidate, _heardAt) = (Copy(from), null, now);
        }

        return takes;
    }

    private bool HasSentEnough(SocketAddress from, ushort sequenceNumber)
    {
        if (from.Equals(_candidate) && sequenceNumber == _candidateNext)
        {
            _candidatePackets++;
        }
        else
        {
            if (!from.Equals(_candidate))
            {
                _candidate = Copy(from);
            }

            _candidatePackets = 1;
        }

        _candidateNext = (ushort)(sequenceNumber + 1);
        return _candidatePackets >= PacketsBeforeRelatch;
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }
}
