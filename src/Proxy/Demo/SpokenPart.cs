using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>A part of a test utterance whose content and place are known, as the project's own script spoke it.</summary>
/// <param name="Type">What kind of identifier was planted; null for what anyone may hear.</param>
/// <param name="Text">As it was spoken.</param>
/// <param name="Value">As it would be written down; empty when nothing is planted.</param>
/// <param name="Interval">Where in the utterance's file.</param>
internal sealed record SpokenPart(string? Type, string Text, string Value, MediaInterval Interval)
{
    public bool IsPlanted => Type is not null;
}
