namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>How much, and how long, one session bears.</summary>
internal sealed record SocketLimits
{
    /// <summary>Bytes of the largest message taken from the AI: 16 s of 24 kHz PCM in one piece.</summary>
    public int MessageBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of sound and text that wait for the reader: close to six minutes of 24 kHz PCM, more than the longest answer. When full, the socket is not read until there is room.</summary>
    public int WaitingBytes { get; init; } = 16 << 20;

    /// <summary>How long one frame may take to leave.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a ping may stay unanswered.</summary>
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an AI that asks for it is told, beside pings, that we are still there.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the closing handshake may take.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
