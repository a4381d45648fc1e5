using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Audio that policy has let through, masks included. Only the release gate can make one, and only after its audit record is durable.</summary>
public sealed class ReleasedAudio
{
    internal ReleasedAudio(ReadOnlySpan<short> samples, int sampleRate, MediaInterval interval)
    {
        Samples = samples.ToArray(); // own copy: the hold buffer goes on
        SampleRate = sampleRate;
        Interval = interval;
    }

    public ReadOnlyMemory<short> Samples { get; }

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; }

    public MediaInterval Interval { get; }
}
