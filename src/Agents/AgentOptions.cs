using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents;

/// <summary>How to reach and set up a voice AI. Mapped from the tenant's policy by Media.</summary>
public sealed record AgentOptions
{
    public required Uri Url { get; init; }

    public required PolicyText Model { get; init; }

    public PolicyText? Voice { get; init; }

    public required PolicyText Instructions { get; init; }

    public Sensitive<string>? ApiKey { get; init; }

    public AgentProtocol Protocol { get; init; } = AgentProtocol.OpenAIRealtimeReleased;

    public AgentAudioEncoding AudioEncoding { get; init; } = AgentAudioEncoding.Pcm16At24Khz;

    /// <summary>Whether the AI gets audio of the caller; its own answers are spoken either way.</summary>
    public bool SendsAudio { get; init; } = true;

    /// <summary>Whether the AI gets the released transcript of each turn.</summary>
    public bool SendsText { get; init; } = true;

    /// <summary>What the AI may call.</summary>
    public IReadOnlyList<AgentTool> Tools { get; init; } = [];

    /// <summary>The talk so far, the oldest turn first, for a session that takes over from another. What the caller said in it is told only where the options send text.</summary>
    public IReadOnlyList<RememberedTurn> Context { get; init; } = [];

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>What of <see cref="Context"/> the AI may be told.</summary>
    internal IReadOnlyList<RememberedTurn> ToldContext => SendsText ? Context : [.. Context.OfType<AgentSaid>()];
}
