namespace CompliantVoiceProxy.Policies;

/// <summary>When the caller's turn is over.</summary>
public sealed record TurnPolicy
{
    /// <summary>Silence after speech that ends the turn, 200 ms to 5 s.</summary>
    public TimeSpan EndSilence { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Longest turn, 5 s to 120 s; then what was cleared is committed.</summary>
    public TimeSpan MaximumTurn { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Speech of at least this length over the AI's answer stops it, 40 ms to 1 s.</summary>
    public TimeSpan BargeInAfter { get; init; } = TimeSpan.FromMilliseconds(60);
}
