namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>A tool of the tenant's own: what the voice AI may call, and the back end that answers it.</summary>
public sealed record ToolPolicy
{
    /// <summary>Lower-case letters, digits, hyphens and underscores, 63 at most.</summary>
    public required string Name { get; init; }

    /// <summary>For the AI.</summary>
    public required string Description { get; init; }

    public required ArgumentSchema Parameters { get; init; }

    public required ToolRequest Request { get; init; }

    /// <summary>How long the answer may take, all attempts together; 100 ms to 30 s, and less than the AI itself may be silent.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Attempts beyond the first, 0 to 5.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The back end may get the request twice without harm. Where it may not, nothing is tried again that may have reached it.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>After so long without an answer the same request is sent once more beside the first, and whichever answers first counts; null for never.</summary>
    public TimeSpan? HedgeAfter { get; init; }

    public ToolAnswerPolicy Answer { get; init; } = new();
}
