using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>A recording, and where speech begins and ends in it, by its level.</summary>
internal sealed record Utterance(WavFile Sound, TimeSpan SpeechStart, TimeSpan SpeechEnd)
{
    private const double SpeechAboveDbov = -50;

    /// <exception cref="WavFormatException">Nothing is loud enough in it.</exception>
    public static Utterance Of(WavFile sound)
    {
        var frame = sound.SampleRate / 100;
        var loud = Enumerable.Range(0, sound.Samples.Length / frame)
            .Where(at => AudioLevel.RmsDbov(sound.Samples.Span.Slice(at * frame, frame)) > SpeechAboveDbov)
            .ToList();
        return loud.Count == 0
            ? throw new WavFormatException("Nothing can be heard in the recording.")
            : new Utterance(sound, TimeSpan.FromMilliseconds(10 * loud[0]), TimeSpan.FromMilliseconds(10 * (loud[^1] + 1)));
    }
}
