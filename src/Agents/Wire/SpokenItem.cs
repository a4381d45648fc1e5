using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>A spoken part of the AI's conversation: its name, as the AI gave it on this socket, and how much of its audio has come.</summary>
internal sealed class SpokenItem(string id)
{
    public string Id { get; } = id;

    public MediaTime Received { get; set; }
}
