namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>Words of a voice AI, cleared, as they may be told to a voice AI again. Only the clearance of such words can make one.</summary>
public sealed class ClearedText
{
    internal ClearedText(string text) => Text = text;

    public string Text { get; }
}
