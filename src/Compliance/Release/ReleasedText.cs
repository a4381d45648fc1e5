namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Text that policy has let through: cleared words, and tokens for what was kept back. Only the release gate can make one, and only after its audit record is durable.</summary>
public sealed class ReleasedText
{
    internal ReleasedText(string text) => Text = text;

    public string Text { get; }
}
