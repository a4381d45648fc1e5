using System.Net;

namespace CompliantVoiceProxy.Rtp;

/// <summary>
/// The receiving end of one audio stream: unprotects, parses, admits by payload type, source and SSRC, and counts. Touches no socket and no clock;
/// not thread-safe; allocates nothing per packet.
/// </summary>
/// <remarks>
/// A packet of another SSRC is believed when a second one follows it in sequence with none of the old one between (RFC 3550, appendix A.1); the
/// statistics then start anew.
/// </remarks>
public sealed class RtpReceiver
{
    private readonly long[] _rejected = new long[Enum.GetValues<RtpRejectReason>().Length];
    private readonly IRtpProtection? _protection;
    private readonly SourceLatch _latch;
    private RtpReceiverOptions _options;
    private uint? _nextSsrc; // the SSRC on probation
    private ushort _nextSequenceNumber;

    /// <param name="protection">Null where the wire carries plain RTP.</param>
    public RtpReceiver(RtpReceiverOptions options, IRtpProtection? protection = null)
    {
        (_options, _protection) = (options, protection);
        _latch = new SourceLatch(options.Signalled);
        Statistics = new ReceptionStatistics(options.ClockRate);
    }

    /// <summary>Where to send: see <see cref="SourceLatch"/>. Null when there is nowhere to send to yet.</summary>
    public SocketAddress? Remote => _latch.Remote;

    /// <summary>The source that is listened to; null before the first packet.</summary>
    public uint? Ssrc { get; private set; }

    /// <summary>Of the source that is listened to.</summary>
    public ReceptionStatistics Statistics { get; private set; }

    /// <summary>When the last packet was accepted; null before the first.</summary>
    public TimeSpan? HeardAt { get; private set; }

    /// <summary>How many datagrams were dropped for this reason.</summary>
    public long Rejected(RtpRejectReason reason) => _rejected[(int)reason];

    /// <summary>A new session description has been agreed on.</summary>
    public void Renegotiate(RtpReceiverOptions options)
    {
        _options = options;
        if (options.Signalled is { } signalled)
        {
            _latch.Expect(signalled);
        }
    }

    /// <summary>Takes a datagram that came to the RTP port.</summary>
    /// <param name="datagram">Changed in place by the protection; the packet's spans lie in it.</param>
    public bool TryReceive(
        Span<byte> datagram, SocketAddress from, TimeSpan now, out RtpPacketView packet, out RtpRejectReason reason)
    {
        packet = default;
        var length = datagram.Length;
        reason = _protection is null || _protection.TryUnprotect(datagram, out length) ? RtpRejectReason.None : RtpRejectReason.NotAuthentic;
        if (reason is RtpRejectReason.None && RtpPacketView.TryParse(datagram[..length], out packet, out reason))
        {
            reason = Admit(packet.Header, from, now);
        }

        if (reason is not RtpRejectReason.None)
        {
            _rejected[(int)reason]++;
            return false;
        }

        HeardAt = now;
        return true;
    }

    private RtpRejectReason Admit(in RtpHeader header, SocketAddress from, TimeSpan now)
    {
        var isEvent = header.PayloadType == _options.EventPayloadType;
        if (!isEvent && !_options.PayloadTypes.Contains(header.PayloadType))
        {
            return RtpRejectReason.UnexpectedPayloadType;
        }

        if (!_latch.Admit(from, header.SequenceNumber, now))
        {
            return RtpRejectReason.WrongSource;
        }

        if (header.Ssrc != Ssrc && !FollowNewSource(header))
        {
            return RtpRejectReason.OnProbation;
        }

        _nextSsrc = null;
        return Statistics.Count(header, isPaced: !isEvent, now) is SequenceStep.Stray ? RtpRejectReason.OnProbation : RtpRejectReason.None;
    }

    private bool FollowNewSource(in RtpHeader header)
    {
        var isBelieved = Ssrc is null || (header.Ssrc == _nextSsrc && header.SequenceNumber == _nextSequenceNumber);
        if (isBelieved)
        {
            Ssrc = header.Ssrc;
            Statistics = new ReceptionStatistics(_options.ClockRate);
        }

        (_nextSsrc, _nextSequenceNumber) = (header.Ssrc, (ushort)(header.SequenceNumber + 1));
        return isBelieved;
    }
}
