namespace CompliantVoiceProxy.Policies;

/// <summary>When the caller's turn is over.</summary>
public sealed record TurnPolicy
{
    /// <summary>Silence after speech that ends the turn where it cannot be told from what was said whether it is over, 200 ms to 5 s.</summary>
    public TimeSpan EndSilence { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Silence that ends a turn which was a whole sentence or a whole number, 200 ms to 5 s; counts where it is shorter than <see cref="EndSilence"/>.</summary>
    public TimeSpan EndSilenceComplete { get; init; } = TimeSpan.FromMilliseconds(320);

    /// <summary>Silence that ends a turn which broke off, as after "and" or within a number, 200 ms to 10 s; counts where it is longer than <see cref="EndSilence"/>.</summary>
    public TimeSpan EndSilenceUnfinished { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>Longest turn, 5 s to 120 s; then what was cleared is committed.</summary>
    public TimeSpan MaximumTurn { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Speech of at least this length over the AI's answer stops it, 40 ms to 1 s.</summary>
    public TimeSpan BargeInAfter { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>A caller who says nothing for so long is asked whether they are there, 3 s to 5 min.</summary>
    public TimeSpan NoInputAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often they are asked before the call ends, 0 to 10.</summary>
    public int NoInputPrompts { get; init; } = 2;

    /// <summary>WAV that asks it; null for the one the product brings.</summary>
    public string? NoInputFile { get; init; }
}
