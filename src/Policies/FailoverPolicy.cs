namespace CompliantVoiceProxy.Policies;

/// <summary>What happens when the voice AI, the transcriber or the audit store is gone.</summary>
public sealed record FailoverPolicy
{
    /// <summary>WAV that says sorry; null for the one the product brings.</summary>
    public string? ApologyFile { get; init; }

    /// <summary>How long the AI may leave a committed turn unanswered, 1 s to 60 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The <see cref="TransferTarget"/> that takes calls which the voice AI cannot serve; null for nobody: then the apology is all.</summary>
    public string? HumanQueue { get; init; }
}
