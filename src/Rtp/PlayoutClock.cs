namespace CompliantVoiceProxy.Rtp;

/// <summary>Says when sound is due: a tick every so often, none lost and none early. Touches no clock.</summary>
/// <remarks>
/// A late caller gets the ticks that it missed, so that the media time line keeps step with real time. After a stall of more than
/// <see cref="LongestCatchUp"/> the clock goes on from now: a burst of so much sound would serve nobody.
/// </remarks>
/// <param name="period">20 ms for telephony.</param>
/// <param name="start">When the first tick is due.</param>
public sealed class PlayoutClock(TimeSpan period, TimeSpan start)
{
    public static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(1);

    public TimeSpan Period { get; } = period > TimeSpan.Zero ? period : throw new ArgumentOutOfRangeException(nameof(period), period, "Must be positive.");

    /// <summary>When the next tick is due.</summary>
    public TimeSpan NextDeadline { get; private set; } = start;

    /// <summary>Ticks that a stall has cost.</summary>
    public long Skipped { get; private set; }

    /// <summary>How many ticks are due by now.</summary>
    public int Advance(TimeSpan now)
    {
        if (now < NextDeadline)
        {
            return 0;
        }

        if (now - NextDeadline > LongestCatchUp)
        {
            Skipped += (now - NextDeadline).Ticks / Period.Ticks;
            NextDeadline = now;
        }

        var due = 1 + (int)((now - NextDeadline).Ticks / Period.Ticks);
        NextDeadline += due * Period;
        return due;
    }
}
