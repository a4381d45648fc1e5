namespace CompliantVoiceProxy.Media.Turns;

/// <summary>How long a <see cref="TurnMachine"/> waits for what.</summary>
public sealed record TurnRules
{
    /// <summary>How long the AI may leave the caller without an answer, or fall silent in the middle of one.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary>So long after the end of the caller's turn a filler is played, if there is no answer yet; null for no fillers.</summary>
    public TimeSpan? FillerAfter { get; init; }

    /// <summary>So long after a filler the next one is played.</summary>
    public TimeSpan FillerAgainAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An AI that was lost must be back, or replaced, within this time; else the call goes to people.</summary>
    public TimeSpan RestoreWithin { get; init; } = TimeSpan.FromMilliseconds(1500);

    public bool HasSpare { get; init; }

    /// <summary>A caller who says nothing for so long is asked whether they are there; null for never.</summary>
    public TimeSpan? NoInputAfter { get; init; }

    /// <summary>How often they are asked before the call ends.</summary>
    public int NoInputPrompts { get; init; } = 2;
}
