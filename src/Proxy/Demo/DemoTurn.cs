namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>One turn of the demo's call as it comes to be known. What is not known yet is null.</summary>
/// <param name="Number">From 1.</param>
internal sealed record DemoTurn(int Number, TestUtterance Said)
{
    /// <summary>The transcript that reached the voice AI.</summary>
    public string? Read { get; init; }

    /// <summary>What became of the caller's sound.</summary>
    public string? Sent { get; init; }

    /// <summary>Where the planted values were, on the same scale.</summary>
    public string? Planted { get; init; }

    /// <summary>From the endpointer's decision to the last cleared byte on the voice AI's socket.</summary>
    public TimeSpan? Clearing { get; init; }

    /// <summary>From the caller's last word to the first sound of the answer in the caller's ear.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>What the voice AI said to it.</summary>
    public string? Answer { get; init; }
}
