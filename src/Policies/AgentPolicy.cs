namespace CompliantVoiceProxy.Policies;

/// <summary>Which voice AI answers, and what it may get.</summary>
public sealed record AgentPolicy
{
    /// <summary>The tool of the proxy's own that ends a call, where <see cref="EndsCalls"/>.</summary>
    public const string EndCallTool = "end_call";

    public AgentProvider Provider { get; init; } = AgentProvider.OpenAIRealtime;

    /// <summary><c>wss</c>; <c>ws</c> to loopback alone.</summary>
    public required Uri Url { get; init; }

    public required string Model { get; init; }

    public string? Voice { get; init; }

    public AgentDialect Dialect { get; init; } = AgentDialect.Released;

    /// <summary>Where the key stands; null when the AI asks for none.</summary>
    public SecretReference? ApiKey { get; init; }

    public ForwardMode Forward { get; init; } = ForwardMode.AudioAndText;

    /// <summary>What becomes of identifiers in its own words.</summary>
    public AgentValueAction Values { get; init; } = AgentValueAction.Redact;

    public AgentAudioFormat AudioFormat { get; init; } = AgentAudioFormat.Pcm16At24Khz;

    /// <summary>Written by the operator; never from a call.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>It is told of <see cref="EndCallTool"/> and may call it.</summary>
    public bool EndsCalls { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(1500);
}
