using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>What a voice AI is told of its tool call: a word of the closed list, or what the tool answered.</summary>
internal readonly record struct ToolResult(ToolOutcome Outcome, ReleasedAnswer? Answer)
{
    public static implicit operator ToolResult(ToolOutcome outcome) => new(outcome, Answer: null);

    public static implicit operator ToolResult(ReleasedAnswer answer) => new(ToolOutcome.Done, answer);
}
