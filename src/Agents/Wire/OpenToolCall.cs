namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>A tool call by its name, as the AI gave it on this socket.</summary>
internal sealed class OpenToolCall(string id)
{
    public string Id { get; } = id;

    public bool IsAnswered { get; set; }
}
