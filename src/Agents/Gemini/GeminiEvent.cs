using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Gemini;

/// <summary>A message of the AI, as far as a session needs it.</summary>
internal abstract record GeminiEvent;

internal sealed record SetupComplete : GeminiEvent
{
    public static readonly SetupComplete Instance = new();
}

/// <param name="Audio">Pieces of the answer's sound.</param>
/// <param name="Words">A piece of what the AI says in it.</param>
/// <param name="IsInterrupted">What we sent has cut the answer off.</param>
internal sealed record ServerContent(IReadOnlyList<ReadOnlyMemory<short>> Audio, Sensitive<string>? Words, bool IsInterrupted, bool IsTurnComplete) : GeminiEvent;

/// <summary>The AI goes on when all of them have been answered.</summary>
internal sealed record ToolCalls(IReadOnlyList<CalledTool> Calls) : GeminiEvent;

/// <summary>The AI waits for these no more.</summary>
internal sealed record ToolCallsCancelled(IReadOnlyList<string> Ids) : GeminiEvent;

internal sealed record GoingAway(TimeSpan TimeLeft) : GeminiEvent;

/// <summary>Of the protocol, but nothing that a session acts on.</summary>
internal sealed record UninterestingGeminiEvent : GeminiEvent
{
    public static readonly UninterestingGeminiEvent Instance = new();
}

/// <summary>Not of the protocol as we know it.</summary>
internal sealed record UnknownGeminiEvent : GeminiEvent
{
    public static readonly UnknownGeminiEvent Instance = new();
}
