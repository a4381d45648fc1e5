using System.Buffers.Text;
using System.Security.Cryptography;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.Rtcp;

/// <summary>Reports on one stream in each direction, and what the peer reports (RFC 3550, section 6). Touches no socket and no clock.</summary>
/// <param name="sender">Ours.</param>
/// <param name="receiver">Ours.</param>
/// <param name="random">Spreads the reports (section 6.3.1).</param>
public sealed class RtcpSession(RtpSender sender, RtpReceiver receiver, TimeSpan now, Random random)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5); // the least (section 6.2); two parties never need more
    private const double Compensation = Math.E - 1.5; // section 6.3.1
    private const int NameBytes = 12; // 96 random bits: RFC 7022, section 5

    private readonly Sensitive<string> _name = new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NameBytes)));
    private uint _packetsReported;
    private uint _lastSenderReport;
    private TimeSpan _lastSenderReportAt;

    /// <summary>When the next report is due. The first one comes after half the usual time.</summary>
    public TimeSpan NextDeadline { get; private set; } = now + Spread(Interval / 2, random);

    /// <summary>What the peer last said of our stream; null before it said anything.</summary>
    public RtcpReportBlock? PeerReport { get; private set; }

    /// <summary>From our report to the peer's answer and back, without its delay; null until it can be known (section 6.4.1).</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Writes the report that is due, and sets the next deadline.</summary>
    /// <param name="time">The wall clock.</param>
    /// <param name="isLast">Adds the goodbye.</param>
    /// <returns>The datagram's length.</returns>
    public int WriteReport(TimeSpan now, DateTimeOffset time, Span<byte> datagram, bool isLast = false)
    {
        NextDeadline = now + Spread(Interval, random);
        var hasSent = sender.PacketCount != _packetsReported;
        _packetsReported = sender.PacketCount;
        return new RtcpCompound
        {
            Ssrc = sender.Ssrc,
            Sender = hasSent ? new(NtpTime.From(time), sender.Timestamp, sender.PacketCount, sender.OctetCount) : null,
            Reports = receiver.Ssrc is { } ssrc ? [receiver.Statistics.Report(ssrc, _lastSenderReport, now - _lastSenderReportAt)] : [],
            Name = _name,
            IsGoodbye = isLast,
        }.Write(datagram);
    }

    /// <summary>Takes a datagram that came to the RTCP port.</summary>
    /// <param name="time">The wall clock, the same that <see cref="WriteReport"/> is given.</param>
    public bool TryReceive(ReadOnlySpan<byte> datagram, TimeSpan now, DateTimeOffset time, out RtcpRejectReason reason)
    {
        if (!RtcpCompound.TryParse(datagram, out var compound, out reason))
        {
            return false;
        }

        if (compound!.Sender is { } info && compound.Ssrc == receiver.Ssrc)
        {
            (_lastSenderReport, _lastSenderReportAt) = (info.Time.Middle, now);
        }

        foreach (var report in compound.Reports)
        {
            if (report.Ssrc == sender.Ssrc)
            {
                PeerReport = report;
                RoundTrip = MeasureRoundTrip(report, NtpTime.From(time)) ?? RoundTrip;
            }
        }

        return true;
    }

    private static TimeSpan? MeasureRoundTrip(in RtcpReportBlock report, NtpTime arrival)
    {
        if (report.LastSenderReport == 0)
        {
            return null;
        }

        var elapsed = TimeSpan.FromSeconds((int)(arrival.Middle - report.LastSenderReport) / 65_536.0);
        return elapsed < report.SinceLastSenderReport ? TimeSpan.Zero : elapsed - report.SinceLastSenderReport;
    }

    private static TimeSpan Spread(TimeSpan interval, Random random) => interval * ((0.5 + random.NextDouble()) / Compensation);
}
