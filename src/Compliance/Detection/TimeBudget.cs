namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>
/// How long one recognizer may look at one text. Its loops tell each step; the clock is read every so many steps, so that a step costs next to
/// nothing. One a text; not thread-safe.
/// </summary>
internal sealed class TimeBudget(TimeProvider clock, int textLength)
{
    private const int StepsBetweenLooks = 1024;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan EachUnit = TimeSpan.FromMicroseconds(20); // more than a hundred times what reading takes

    private readonly TimeSpan _allowed = Least + (EachUnit * textLength);
    private long _startedAt = clock.GetTimestamp();
    private int _steps;

    /// <summary>The next recognizer begins.</summary>
    public void Restart()
    {
        _startedAt = clock.GetTimestamp();
        _steps = 0;
    }

    /// <summary>One more step of a loop.</summary>
    /// <exception cref="TimeoutException">The time is spent. It says nothing of the text.</exception>
    public void Spend()
    {
        if (++_steps % StepsBetweenLooks == 0)
        {
            Check();
        }
    }

    /// <summary>Looks at the clock now.</summary>
    /// <exception cref="TimeoutException">The time is spent.</exception>
    public void Check()
    {
        if (clock.GetElapsedTime(_startedAt) > _allowed)
        {
            throw new TimeoutException("A recognizer took too long.");
        }
    }
}
