using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>What goes wrong with the voice AI. Nothing, unless set.</summary>
public sealed record RealtimeFaults
{
    public static readonly RealtimeFaults None = new();

    /// <summary>Only the first connections meet the faults, so that a second try succeeds.</summary>
    public int FirstConnections { get; init; } = int.MaxValue;

    /// <summary>The HTTP status that a handshake gets instead of a WebSocket.</summary>
    public int? RefusesWith { get; init; }

    /// <summary>Accepts, then never sends an event.</summary>
    public bool IsMute { get; init; }

    /// <summary>Sets sessions up, but never answers a turn.</summary>
    public bool IgnoresTurns { get; init; }

    /// <summary>Breaks the connection after so much of an answer.</summary>
    public MediaTime? DiesAfter { get; init; }

    /// <summary>Closes it in order instead.</summary>
    public bool ClosesInOrder { get; init; }

    /// <summary>Says so much of an answer, and then nothing more; the connection stays.</summary>
    public MediaTime? StallsAfter { get; init; }

    /// <summary>Begins each answer with a message of this length, in characters, that means nothing.</summary>
    public int? FloodsWith { get; init; }

    /// <summary>Begins each answer with a message that is not JSON.</summary>
    public bool SendsGarbage { get; init; }

    /// <summary>Each answer ends as failed, without a sound.</summary>
    public bool FailsAnswers { get; init; }
}
