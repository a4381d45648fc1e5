using CompliantVoiceProxy.Rtp.Rtcp;

namespace CompliantVoiceProxy.Rtp;

/// <summary>What is reported of a source's packets: loss (RFC 3550, appendix A.3) and interarrival jitter (appendix A.8).</summary>
/// <param name="clockRate">The payload format's timestamp units a second.</param>
public sealed class ReceptionStatistics(int clockRate)
{
    private const int MostLost = 0x7F_FFFF; // 24 bits, signed
    private const int LeastLost = -0x80_0000;

    private readonly SequenceTracker _sequence = new();
    private double? _transit; // arrival minus timestamp, in timestamp units
    private long _expectedBefore;
    private long _receivedBefore;

    public long Received { get; private set; }

    /// <summary>Packets that a gap-free stream would have brought so far.</summary>
    public long Expected => Received == 0 ? 0 : _sequence.Highest - _sequence.First + 1;

    /// <summary>Expected less received: negative where packets came twice.</summary>
    public int Lost => (int)Math.Clamp(Expected - Received, LeastLost, MostLost);

    /// <summary>Interarrival jitter, in timestamp units.</summary>
    public double Jitter { get; private set; }

    public uint ExtendedHighestSequenceNumber => (uint)_sequence.Highest;

    /// <summary>Counts a packet.</summary>
    /// <param name="isPaced">Whether the timestamp says when the packet was sent: telephone events repeat that of their start.</param>
    /// <returns>What the sequence number says; a stray is not counted.</returns>
    public SequenceStep Count(in RtpHeader header, bool isPaced, TimeSpan now)
    {
        var step = _sequence.Advance(header.SequenceNumber);
        if (step is SequenceStep.Stray)
        {
            return step;
        }

        if (step is SequenceStep.Restarted)
        {
            (Received, _expectedBefore, _receivedBefore, _transit) = (0, 0, 0, null);
        }

        Received++;
        if (isPaced)
        {
            UpdateJitter(header.Timestamp, now);
        }

        return step;
    }

    /// <summary>What a report says now; the fraction lost is that since the last call.</summary>
    /// <param name="lastSenderReport">Middle 32 bits of the last sender report's time; 0 when there was none.</param>
    /// <param name="sinceLastSenderReport">Delay since that report.</param>
    public RtcpReportBlock Report(uint ssrc, uint lastSenderReport, TimeSpan sinceLastSenderReport)
    {
        var expected = Expected - _expectedBefore;
        var lost = expected - (Received - _receivedBefore);
        (_expectedBefore, _receivedBefore) = (Expected, Received);
        return new RtcpReportBlock
        {
            Ssrc = ssrc,
            FractionLost = expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, (lost << 8) / expected),
            Lost = Lost,
            ExtendedHighestSequenceNumber = ExtendedHighestSequenceNumber,
            Jitter = (uint)Jitter,
            LastSenderReport = lastSenderReport,
            SinceLastSenderReport = lastSenderReport == 0 ? TimeSpan.Zero : sinceLastSenderReport,
        };
    }

    private void UpdateJitter(uint timestamp, TimeSpan now)
    {
        var arrival = now.TotalSeconds * clockRate;
        var transit = arrival - timestamp;
        if (_transit is { } last)
        {
            // Only the difference counts, and it survives the timestamp's wrap.
            var difference = Math.Abs(Math.IEEERemainder(transit - last, 4_294_967_296.0));
            Jitter += (difference - Jitter) / 16;
        }

        _transit = transit;
    }
}
