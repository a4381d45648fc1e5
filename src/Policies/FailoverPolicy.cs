namespace CompliantVoiceProxy.Policies;

/// <summary>What happens when the voice AI, the transcriber or the audit store is gone.</summary>
public sealed record FailoverPolicy
{
    /// <summary>WAV that says sorry; null for the one the product brings.</summary>
    public string? ApologyFile { get; init; }

    /// <summary>How long the AI may leave a committed turn unanswered, 1 s to 60 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A voice AI that was lost must be back, or replaced by the spare, within this time, 200 ms to 10 s; else the call goes to people.</summary>
    public TimeSpan RestoreWithin { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>The voice AI that takes a call up when the first one does not serve; null where there is none.</summary>
    public AgentPolicy? Spare { get; init; }

    /// <summary>The <see cref="TransferTarget"/> that takes calls which the voice AI cannot serve; null for nobody: then the apology is all.</summary>
    public string? HumanQueue { get; init; }
}
