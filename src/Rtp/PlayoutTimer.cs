namespace CompliantVoiceProxy.Rtp;

/// <summary>Waits for the ticks of a <see cref="PlayoutClock"/> on a time provider. One loop waits at a time.</summary>
public sealed class PlayoutTimer : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);
    private readonly TimeProvider _time;
    private readonly PlayoutClock _clock;
    private readonly ITimer _timer;

    /// <summary>The first tick is due at once.</summary>
    public PlayoutTimer(TimeProvider time, TimeSpan period)
    {
        _time = time;
        _clock = new PlayoutClock(period, Now);
        _timer = time.CreateTimer(static rung => ((SemaphoreSlim)rung!).Release(), _rung, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The clock that all drivers of the media plane share: time since the provider's zero.</summary>
    public TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>Returns when at least one tick is due, at most a few milliseconds late on an idle machine.</summary>
    /// <returns>How many are due: more than one when the loop was held up.</returns>
    public async ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var due = _clock.Advance(Now);
            if (due > 0)
            {
                return due;
            }

            var wait = Math.Ceiling((_clock.NextDeadline - Now).TotalMilliseconds); // timers count whole milliseconds
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(wait, 0)), Timeout.InfiniteTimeSpan);
            await _rung.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _rung.Dispose();
    }
}
