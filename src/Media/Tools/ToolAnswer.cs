using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Tools;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>What came of a tool's call that was answered later.</summary>
internal sealed record ToolAnswer
{
    public required ITool Tool { get; init; }

    /// <summary>By which the AI is answered.</summary>
    public required string CallId { get; init; }

    public required ToolOutcome Outcome { get; init; }

    /// <summary>How often the back end was asked.</summary>
    public required int Attempts { get; init; }

    public required bool IsCircuitOpen { get; init; }

    /// <summary>What the back end said, not cleared; null where the AI gets the outcome alone.</summary>
    public required ToolAnswerReading? Reading { get; init; }

    /// <summary>The one that read it.</summary>
    public required ToolAnswerReader Reader { get; init; }
}
