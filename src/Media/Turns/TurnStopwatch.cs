namespace CompliantVoiceProxy.Media.Turns;

/// <summary>Follows one turn from the endpointer's decision to the socket. Handed on with the turn, so that one owner at a time writes to it.</summary>
internal sealed class TurnStopwatch(TimeProvider time)
{
    private readonly long _endpointed = time.GetTimestamp();

    public TimeSpan Spoken { get; set; }

    public TimeSpan Explained { get; set; }

    public TimeSpan Decided { get; set; }

    public TimeSpan Durable { get; set; }

    /// <summary>Since the endpointer's decision.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_endpointed);

    public TurnTimings Stop() => new(Explained, Decided, Durable, Elapsed, Spoken);
}
