namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What a tool of the proxy answered, as it may leave: JSON, with tokens for what was kept back. Only the release gate can make one, and only after its audit record is durable.</summary>
public sealed class ReleasedAnswer
{
    internal ReleasedAnswer(string text) => Text = text;

    public string Text { get; }
}
