using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>A tool call by its name, as the AI gave it on this socket.</summary>
/// <param name="tool">The operator's name of the tool that was called; null when the AI made one up.</param>
internal sealed class OpenToolCall(string id, PolicyText? tool)
{
    public string Id { get; } = id;

    public PolicyText? Tool { get; } = tool;

    public bool IsAnswered { get; set; }
}
