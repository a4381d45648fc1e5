using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>One WAV of <c>test-audio/</c> with what is said in it, in order of time.</summary>
internal sealed record TestUtterance(string File, WavFile Sound, ImmutableArray<SpokenPart> Parts)
{
    public string Text => string.Join(' ', Parts.Select(part => part.Text));
}
